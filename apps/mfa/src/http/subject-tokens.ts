import { subjectTokenClaims, type SubjectTokenClaims } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { Subject, SubjectApplication, SubjectTokenId } from '@postern/mfa-domain';
import { TokenVerifier } from '@postern/platform';

const moment = (seconds: number): Date => new Date(seconds * 1000);

/** What identity says of somebody: in the place of a password that was right, or of a session. */
export class SubjectTokens {
  constructor(private readonly verifier: TokenVerifier) {}

  /** @returns undefined for a token that is forged, expired, of another kind, or meant for another service (S19). */
  read(token: string): Subject | undefined {
    const claims = this.verifier.verify('subject', 'identity', token, subjectTokenClaims);
    return claims && subjectOf(claims);
  }
}

const subjectOf = (claims: SubjectTokenClaims): Subject => ({
  tokenId: claims.jti as SubjectTokenId,
  purpose: claims.purpose,
  accountId: claims.sub as AccountId,
  username: claims.username,
  email: claims.email,
  emailVerified: claims.email_verified,
  locale: claims.locale,
  accountCreatedAt: moment(claims.created_at),
  authenticatedAt: moment(claims.auth_time),
  credentialVersion: claims.credential_version,
  application: claims.application && applicationOf(claims.application),
  redirectTo: claims.redirect_to,
  organizations: claims.organizations,
  amr: claims.amr,
  aal: claims.aal,
  session: claims.session as Subject['session'],
  stepUp: claims.step_up,
  actor: claims.actor as AccountId | null,
});

export const applicationOf = (claims: NonNullable<SubjectTokenClaims['application']>): SubjectApplication => ({
  slug: claims.slug,
  name: claims.name,
  supportContact: claims.support_contact,
  allowedFactors: claims.allowed_factors,
  mfa: claims.mfa,
  requiredFrom: claims.required_from === null ? null : moment(claims.required_from),
  deadline: claims.deadline === null ? null : moment(claims.deadline),
  maxPostponements: claims.max_postponements,
  leastAal: claims.least_aal,
  rememberDeviceDays: claims.remember_device_days,
});
