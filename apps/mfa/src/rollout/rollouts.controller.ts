import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res, UseGuards } from '@nestjs/common';
import { pageQuery, type RolloutFailures, type RolloutList, type RolloutView } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { RolloutId } from '@postern/mfa-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { z } from 'zod';
import { EventStreams, type HijackableReply } from '../http/event-streams.js';
import { ServiceTokenGuard } from '../http/service-token.js';
import { AdministrationToken, Administrators } from '../organizations/administrators.js';
import { RolloutDesk } from './rollout-desk.js';

/** What is no id is the id of none. */
const RolloutIdParam = (): ParameterDecorator =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new Problem('rollout.not_found') }));

const failuresQuery = pageQuery.extend({ cursor: z.uuid('use the cursor of an earlier page').optional() });
/** Counts change faster than anybody can read them. */
const pauseMilliseconds = 250;

/** MFA for everybody in the organization that the administration token names. */
@Controller('internal/organizations/current/mfa-rollouts')
@UseGuards(ServiceTokenGuard)
export class RolloutsController {
  constructor(
    private readonly administrators: Administrators,
    private readonly desk: RolloutDesk,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @HttpCode(202)
  async begin(@AdministrationToken() token: string): Promise<RolloutView> {
    return this.desk.begin(await this.administrators.changing(token));
  }

  @Get()
  list(@AdministrationToken() token: string): Promise<RolloutList> {
    return this.desk.list(this.administrators.reading(token));
  }

  @Get(':id')
  show(@AdministrationToken() token: string, @RolloutIdParam() id: RolloutId): Promise<RolloutView> {
    return this.desk.show(this.administrators.reading(token), id);
  }

  @Get(':id/failures')
  failures(
    @AdministrationToken() token: string,
    @RolloutIdParam() id: RolloutId,
    @Query({ schema: failuresQuery }) { cursor, limit }: z.infer<typeof failuresQuery>,
    @FromCaller() caller: Caller,
  ): Promise<RolloutFailures> {
    const administrator = this.administrators.reading(token);
    const locale = caller.locale ?? administrator.locale;
    return this.desk.failures(administrator, id, { cursor: (cursor as AccountId | undefined) ?? null, limit, locale });
  }

  /** Server-sent events: each `rollout` event is a `RolloutView`; the last one says that it is over. */
  @Get(':id/events')
  async events(
    @AdministrationToken() token: string,
    @RolloutIdParam() id: RolloutId,
    @Res() reply: HijackableReply,
  ): Promise<void> {
    const administrator = this.administrators.reading(token);
    const read = () => this.desk.show(administrator, id);
    const isLast = ({ finishedAt }: RolloutView) => finishedAt !== null;
    this.streams.follow({ event: 'rollout', id, read, isLast, pause: pauseMilliseconds }, await read(), reply);
  }

  @Post(':id/pause')
  @HttpCode(200)
  async pause(@AdministrationToken() token: string, @RolloutIdParam() id: RolloutId): Promise<RolloutView> {
    return this.desk.steer(await this.administrators.changing(token), id, 'pause');
  }

  @Post(':id/resume')
  @HttpCode(200)
  async resume(@AdministrationToken() token: string, @RolloutIdParam() id: RolloutId): Promise<RolloutView> {
    return this.desk.steer(await this.administrators.changing(token), id, 'resume');
  }

  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@AdministrationToken() token: string, @RolloutIdParam() id: RolloutId): Promise<RolloutView> {
    return this.desk.steer(await this.administrators.changing(token), id, 'cancel');
  }

  @Post(':id/retry')
  @HttpCode(202)
  async retry(@AdministrationToken() token: string, @RolloutIdParam() id: RolloutId): Promise<RolloutView> {
    return this.desk.steer(await this.administrators.changing(token), id, 'retry');
  }
}
