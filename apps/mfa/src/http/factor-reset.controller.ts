import { Controller, Delete, HttpCode, Post, UseGuards } from '@nestjs/common';
import type { FactorResetView } from '@postern/contracts';
import { RequestFactorReset, StopFactorReset, type Source } from '@postern/mfa-domain';
import { FromCaller, SubjectToken, type Caller } from '@postern/platform';
import { AccountSubjects } from './account-subjects.js';
import { ServiceTokenGuard } from './service-token.js';

/** For the help desk: somebody has lost everything, and has shown in another way who they are (S13). */
@Controller('internal/account/factor-reset')
@UseGuards(ServiceTokenGuard)
export class FactorResetController {
  constructor(
    private readonly requestReset: RequestFactorReset,
    private readonly stopReset: StopFactorReset,
    private readonly subjects: AccountSubjects,
  ) {}

  /** Asking again answers with the reset that waits already. */
  @Post()
  @HttpCode(200)
  async request(@SubjectToken() token: string, @FromCaller() { source }: Caller): Promise<FactorResetView> {
    const subject = await this.subjects.helpDesk(token);
    const { state } = await this.requestReset.execute(subject, source as Source);
    return { requestedAt: state.requestedAt.toISOString(), takesEffectAt: state.takesEffectAt.toISOString() };
  }

  /** Also where none waits: afterwards none does. */
  @Delete()
  @HttpCode(204)
  async stop(@SubjectToken() token: string, @FromCaller() { source }: Caller): Promise<void> {
    const { accountId, actor } = await this.subjects.helpDesk(token);
    await this.stopReset.execute(accountId, { actor, source: source as Source });
  }
}
