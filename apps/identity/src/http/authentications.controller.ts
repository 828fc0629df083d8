import { Controller, Post, Req, UseGuards } from '@nestjs/common';
import type { AuthenticateRequest, Authenticated, SubjectTokenClaims } from '@postern/contracts';
import type { AuthenticatePasswordOutcome } from '@postern/identity-domain';
import { newId } from '@postern/kernel';
import { TokenSigner } from '@postern/platform';
import { PasswordGuard } from './password.guard.js';
import { ServiceTokenGuard } from './service-token.js';

/** Time enough to begin the second factor, which happens in the same request of the person's. */
const subjectTokenSeconds = 120;

type PasswordAccepted = Extract<AuthenticatePasswordOutcome, { outcome: 'authenticated' }>;

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

@Controller('internal/authentications')
@UseGuards(ServiceTokenGuard, PasswordGuard)
export class AuthenticationsController {
  constructor(private readonly signer: TokenSigner) {}

  @Post()
  authenticate(@Req() { user, body }: { user: PasswordAccepted; body: AuthenticateRequest }): Authenticated {
    const { credential, at } = user;
    const claims: SubjectTokenClaims = {
      sub: credential.accountId,
      jti: newId(),
      purpose: 'sign-in',
      username: credential.username,
      email: credential.email,
      email_verified: credential.emailVerified,
      created_at: seconds(credential.createdAt),
      auth_time: seconds(at),
      credential_version: credential.credentialVersion,
      application: body.application,
      organizations: [],
      amr: ['pwd'],
    };
    return { subjectToken: this.signer.sign('subject', 'mfa', claims, subjectTokenSeconds) };
  }
}
