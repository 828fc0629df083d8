import { subjectTokenClaims } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { Subject, SubjectTokenId } from '@postern/mfa-domain';
import { TokenVerifier } from '@postern/platform';

const moment = (seconds: number): Date => new Date(seconds * 1000);

/** What identity says of somebody whose password was right. */
export class SubjectTokens {
  constructor(private readonly verifier: TokenVerifier) {}

  /** @returns undefined for a token that is forged, expired, of another kind, or meant for another service (S19). */
  read(token: string): Subject | undefined {
    const claims = this.verifier.verify('subject', 'identity', token, subjectTokenClaims);
    return (
      claims && {
        tokenId: claims.jti as SubjectTokenId,
        accountId: claims.sub as AccountId,
        username: claims.username,
        email: claims.email,
        emailVerified: claims.email_verified,
        accountCreatedAt: moment(claims.created_at),
        authenticatedAt: moment(claims.auth_time),
        credentialVersion: claims.credential_version,
        application: claims.application,
        organizations: claims.organizations,
        amr: claims.amr,
      }
    );
  }
}
