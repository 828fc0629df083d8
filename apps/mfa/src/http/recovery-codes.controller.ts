import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import type { NewRecoveryCodes, RecoveryCodesStanding } from '@postern/contracts';
import { RecoveryCodeSets, RenewRecoveryCodes, type Source } from '@postern/mfa-domain';
import { FromCaller, SubjectToken, type Caller } from '@postern/platform';
import { AccountSubjects } from './account-subjects.js';
import { FlowReplies } from './flow-replies.js';
import { RecoveryCodesText } from './recovery-codes-text.js';
import { ServiceTokenGuard } from './service-token.js';

/** The recovery codes of who is signed in (R4, S8). */
@Controller('internal/account/recovery-codes')
@UseGuards(ServiceTokenGuard)
export class RecoveryCodesController {
  constructor(
    private readonly sets: RecoveryCodeSets,
    private readonly renewCodes: RenewRecoveryCodes,
    private readonly subjects: AccountSubjects,
    private readonly replies: FlowReplies,
    private readonly text: RecoveryCodesText,
  ) {}

  @Get()
  async read(@SubjectToken() token: string): Promise<RecoveryCodesStanding> {
    const { accountId } = this.subjects.own(token);
    const { set } = await this.sets.of(accountId);
    return {
      left: set?.state.recoveryHashes?.length ?? 0,
      createdAt: set?.state.createdAt.toISOString() ?? null,
    };
  }

  /** The only reply that ever shows them. */
  @Post()
  @HttpCode(200)
  async renew(@SubjectToken() token: string, @FromCaller() { source }: Caller): Promise<NewRecoveryCodes> {
    const subject = await this.subjects.changing(token);
    const { codes, createdAt } = await this.replies.settle(this.renewCodes.execute(subject, source as Source));
    return {
      codes: [...codes.reveal()],
      createdAt: createdAt.toISOString(),
      text: this.text.of(codes.reveal(), subject, createdAt),
    };
  }
}
