import { Body, Controller, HttpCode, Post, Put, Req, UseGuards } from '@nestjs/common';
import {
  assuranceTokenClaims,
  changePasswordRequest,
  fieldErrorOf,
  resetPasswordRequest,
  type ChangePasswordRequest,
  type IssuedSession,
} from '@postern/contracts';
import { ChangePassword, Password, PasswordPolicy, ResetPassword, type OpenSession } from '@postern/identity-domain';
import { Clock, type AccountId } from '@postern/kernel';
import { FromCaller, Problem, TokenVerifier, type Caller } from '@postern/platform';
import type { z } from 'zod';
import { FreshSessionGuard } from './fresh-session.guard.js';
import { occasionOf } from './occasion.js';
import { passwordRefused } from './password-refusals.js';
import { ServiceTokenGuard } from './service-token.js';
import { SessionGuard } from './session.guard.js';
import { sessionView } from './session-view.js';

@Controller('internal')
@UseGuards(ServiceTokenGuard)
export class PasswordsController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly resetPassword: ResetPassword,
    private readonly policy: PasswordPolicy,
    private readonly verifier: TokenVerifier,
    private readonly clock: Clock,
  ) {}

  /** The session of the call ends as well; its place takes the one in the reply (S14, S15). */
  @Put('account/password')
  @UseGuards(SessionGuard, FreshSessionGuard)
  async change(
    @Req() { user }: { user: OpenSession },
    @Body({ schema: changePasswordRequest }) body: ChangePasswordRequest,
    @FromCaller() caller: Caller,
  ): Promise<IssuedSession> {
    const passwords = { current: new Password(body.currentPassword), next: new Password(body.password) };
    const result = await this.changePassword.execute(user.session, passwords, occasionOf(caller, this.clock));
    switch (result.outcome) {
      case 'changed': {
        const { token, session, account } = result;
        return {
          token: token.reveal(),
          session: sessionView({ session, holder: { ...account, accountId: account.id } }),
        };
      }
      case 'rejected':
        throw new Problem('account.password_rejected', { errors: [fieldErrorOf('currentPassword', 'rejected')] });
      case 'password-refused':
        throw passwordRefused(result.reasons, this.policy.rules);
      case 'session-over':
        throw new Problem('session.required');
    }
  }

  /** The end of a recovery. Signs nobody in (S13). */
  @Post('password-resets')
  @HttpCode(204)
  async reset(
    @Body({ schema: resetPasswordRequest }) { assuranceToken, password }: z.infer<typeof resetPasswordRequest>,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    const claims = this.verifier.verify('assurance', 'mfa', assuranceToken, assuranceTokenClaims);
    if (claims?.purpose !== 'recovery') throw new Problem('assurance.refused');
    const result = await this.resetPassword.execute(
      { accountId: claims.sub as AccountId, credentialVersion: claims.credential_version },
      new Password(password),
      occasionOf(caller, this.clock),
    );
    if (result.outcome === 'password-refused') throw passwordRefused(result.reasons, this.policy.rules);
    if (result.outcome === 'refused') throw new Problem('assurance.refused');
  }
}
