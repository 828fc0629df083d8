import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, UseGuards } from '@nestjs/common';
import type { TrustedDeviceList } from '@postern/contracts';
import { Clock } from '@postern/kernel';
import { TrustedDevices, type Happened, type Source, type Subject, type TrustedDeviceId } from '@postern/mfa-domain';
import { FromCaller, Problem, SubjectToken, type Caller } from '@postern/platform';
import { AccountSubjects } from './account-subjects.js';
import { ServiceTokenGuard } from './service-token.js';

const notFound = () => new Problem('trusted_device.not_found');

/** The devices that skip the second factor of who is signed in (R11). */
@Controller('internal/account/trusted-devices')
@UseGuards(ServiceTokenGuard)
export class TrustedDevicesController {
  constructor(
    private readonly devices: TrustedDevices,
    private readonly subjects: AccountSubjects,
    private readonly clock: Clock,
  ) {}

  /** Those that still vouch for the account: of before a password change none does. */
  @Get()
  async list(@SubjectToken() token: string): Promise<TrustedDeviceList> {
    const subject = this.subjects.own(token);
    const at = this.clock.now();
    const devices = await this.devices.list(subject.accountId, at);
    return {
      devices: devices
        .filter((device) => device.vouchesFor(subject, at))
        .map(({ state }) => ({
          id: state.id,
          device: state.name,
          source: state.source,
          application: state.application,
          rememberedAt: state.rememberedAt.toISOString(),
          lastUsedAt: state.lastUsedAt.toISOString(),
          expiresAt: state.expiresAt.toISOString(),
        })),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  async forget(
    @SubjectToken() token: string,
    @Param('id', new ParseUUIDPipe({ exceptionFactory: notFound })) id: TrustedDeviceId,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    const subject = await this.subjects.changing(token);
    if (!(await this.devices.forget(id, this.happened(subject, caller)))) throw notFound();
  }

  @Delete()
  @HttpCode(204)
  async forgetAll(@SubjectToken() token: string, @FromCaller() caller: Caller): Promise<void> {
    const subject = await this.subjects.changing(token);
    await this.devices.forget('all', this.happened(subject, caller));
  }

  private happened({ accountId, actor, application }: Subject, { source }: Caller): Happened {
    return {
      accountId,
      flowId: null,
      source: source as Source,
      actor,
      application: application?.slug ?? null,
      at: this.clock.now(),
    };
  }
}
