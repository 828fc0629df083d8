import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import {
  authenticateByPasskeyRequest,
  passkeyTokenClaims,
  type AuthenticateByPasskeyRequest,
  type Authenticated,
} from '@postern/contracts';
import { AuthenticatePasskey } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, TokenVerifier, type Caller } from '@postern/platform';
import { originOf } from './origin.js';
import { PasswordGuard, type PasswordRequest } from './password.guard.js';
import { ServiceTokenGuard } from './service-token.js';
import { SignInTargets } from './sign-in-targets.js';
import { SubjectTokens } from './subject-tokens.js';

@Controller('internal/authentications')
@UseGuards(ServiceTokenGuard)
export class AuthenticationsController {
  constructor(
    private readonly authenticatePasskey: AuthenticatePasskey,
    private readonly targets: SignInTargets,
    private readonly subjectTokens: SubjectTokens,
    private readonly verifier: TokenVerifier,
  ) {}

  @Post()
  @UseGuards(PasswordGuard)
  byPassword(@Req() { user, target }: PasswordRequest): Authenticated {
    const { credential, at } = user;
    const proven = { amr: ['pwd'], aal: 'aal1', authenticatedAt: at } as const;
    return { subjectToken: this.subjectTokens.for({ purpose: 'sign-in', credential, ...proven, ...target }) };
  }

  @Post('passkey')
  async byPasskey(
    @Body({ schema: authenticateByPasskeyRequest }) body: AuthenticateByPasskeyRequest,
    @FromCaller() caller: Caller,
  ): Promise<Authenticated> {
    const target = await this.targets.find(body.application, body.redirectTo);
    if (target.application?.settings.passkeySignIn === false) throw new Problem('passkey.not_offered');
    const claims = this.verifier.verify('passkey', 'mfa', body.passkeyToken, passkeyTokenClaims);
    if (!claims) throw new Problem('passkey.rejected');
    const result = await this.authenticatePasskey.execute({
      passkey: {
        tokenId: claims.jti,
        expiresAt: new Date(claims.exp * 1000),
        accountId: claims.sub as AccountId,
        factor: claims.factor,
      },
      application: body.application,
      origin: originOf(caller),
    });
    if (result.outcome === 'rejected') throw new Problem('passkey.rejected');
    if (result.outcome === 'reset-required') throw new Problem('account.password_reset_required');
    const { amr, aal } = claims;
    const proven = { amr, aal, authenticatedAt: new Date(claims.auth_time * 1000) };
    const { credential } = result;
    return { subjectToken: this.subjectTokens.for({ purpose: 'sign-in', credential, ...proven, ...target }) };
  }
}
