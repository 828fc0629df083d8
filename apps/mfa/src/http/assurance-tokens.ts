import type { AssuranceTokenClaims } from '@postern/contracts';
import type { Situation, StepOf } from '@postern/mfa-domain';
import { TokenSigner } from '@postern/platform';

/** Time enough to fetch the session in the same request of the person's. */
const lifetimeSeconds = 60;

/** What identity takes for a session. Signing it again for the same flow gains nothing: a flow has one session. */
export class AssuranceTokens {
  constructor(private readonly signer: TokenSigner) {}

  sign({ flow }: Situation, { assurance, factor }: StepOf<'complete'>): string {
    const { id, purpose, subject } = flow.state;
    const claims: AssuranceTokenClaims = {
      sub: subject.accountId,
      jti: id,
      purpose,
      amr: [...assurance.amr],
      aal: assurance.aal,
      auth_time: Math.floor(subject.authenticatedAt.getTime() / 1000),
      credential_version: subject.credentialVersion,
      application: subject.application,
      factor,
    };
    return this.signer.sign('assurance', 'identity', claims, lifetimeSeconds);
  }
}
