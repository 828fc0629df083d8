import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { consumeEmailVerificationRequest, type ConsumedEmailVerification } from '@postern/contracts';
import { DomainError } from '@postern/kernel';
import { VerifyEmail, type Source } from '@postern/mfa-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { FlowChanges } from '../postgres/flow-changes.js';
import { linkProblems } from './problems.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/email-verifications')
@UseGuards(ServiceTokenGuard)
export class EmailVerificationsController {
  constructor(
    private readonly verifyEmail: VerifyEmail,
    private readonly changes: FlowChanges,
  ) {}

  @Post()
  @HttpCode(200)
  async consume(
    @Body({ schema: consumeEmailVerificationRequest }) { token }: { token: string },
    @FromCaller() { source }: Caller,
  ): Promise<ConsumedEmailVerification> {
    const outcome = await this.verifyEmail.execute(token, source as Source).catch((error: unknown) => {
      const contended = error instanceof DomainError && error.code === 'flow.contended';
      throw contended ? new Problem('service.unavailable', { retryAfterSeconds: 1 }) : error;
    });
    if (outcome.kind !== 'verified') throw linkProblems[outcome.kind]();
    await this.changes.announce(outcome.flowId);
    return { email: outcome.address };
  }
}
