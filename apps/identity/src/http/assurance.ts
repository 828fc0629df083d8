import type { AssuranceTokenClaims } from '@postern/contracts';
import type { Assurance, SessionId } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';

/** What a token says whose signature was checked. Undefined for a recovery: that buys a password, not a session. */
export function assuranceOf(claims: AssuranceTokenClaims): Assurance | undefined {
  const { purpose } = claims;
  if (purpose === 'recovery') return undefined;
  return {
    purpose,
    accountId: claims.sub as AccountId,
    flowId: claims.jti,
    aal: claims.aal,
    highestAal: claims.highest_aal,
    amr: claims.amr,
    authenticatedAt: new Date(claims.auth_time * 1000),
    credentialVersion: claims.credential_version,
    application: claims.application,
    session: claims.session as SessionId | null,
    factor: claims.factor,
  };
}
