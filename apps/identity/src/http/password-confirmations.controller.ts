import { Body, Controller, Post, UseGuards } from '@nestjs/common';
import { confirmationTokenClaims, confirmPasswordRequest, type Authenticated } from '@postern/contracts';
import { ConfirmPassword, Password } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, TokenVerifier, type Caller } from '@postern/platform';
import type { z } from 'zod';
import { originOf } from './origin.js';
import { ServiceTokenGuard } from './service-token.js';
import { SubjectTokens } from './subject-tokens.js';

/** The password again, in a step-up that asks for it. */
@Controller('internal/password-confirmations')
@UseGuards(ServiceTokenGuard)
export class PasswordConfirmationsController {
  constructor(
    private readonly confirmPassword: ConfirmPassword,
    private readonly subjectTokens: SubjectTokens,
    private readonly verifier: TokenVerifier,
  ) {}

  @Post()
  async confirm(
    @Body({ schema: confirmPasswordRequest }) body: z.infer<typeof confirmPasswordRequest>,
    @FromCaller() caller: Caller,
  ): Promise<Authenticated> {
    const claims = this.verifier.verify('confirmation', 'mfa', body.confirmationToken, confirmationTokenClaims);
    if (!claims) throw new Problem('flow.expired');
    const result = await this.confirmPassword.execute({
      accountId: claims.sub as AccountId,
      flowId: claims.jti,
      password: new Password(body.password),
      origin: originOf(caller),
    });
    if (result.outcome === 'rejected') throw new Problem('account.password_rejected');
    const { credential, at } = result;
    const proven = { amr: ['pwd'], aal: 'aal1', authenticatedAt: at } as const;
    return { subjectToken: this.subjectTokens.for({ purpose: 'step-up', credential, ...proven }) };
  }
}
