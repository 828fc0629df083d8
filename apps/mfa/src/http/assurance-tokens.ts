import type { AssuranceTokenClaims, ConfirmationTokenClaims } from '@postern/contracts';
import type { Situation, StepOf } from '@postern/mfa-domain';
import { TokenSigner } from '@postern/platform';

/** Time enough to use them in the same request of the person's. */
const lifetimeSeconds = 60;

/** What mfa tells identity of a flow, by way of the gateway. */
export class AssuranceTokens {
  constructor(private readonly signer: TokenSigner) {}

  /**
   * What identity takes for a session, or for a new password. Signing it again for the same flow gains nothing: a flow is
   * worth one.
   */
  sign({ flow }: Situation, step: StepOf<'complete' | 'choose-password'>): string {
    const { id, purpose, subject } = flow.state;
    const { assurance, highestAal, authenticatedAt, factor } = step;
    const claims: AssuranceTokenClaims = {
      sub: subject.accountId,
      jti: id,
      purpose,
      amr: [...assurance.amr],
      aal: assurance.aal,
      highest_aal: highestAal,
      auth_time: Math.floor(authenticatedAt.getTime() / 1000),
      credential_version: subject.credentialVersion,
      application: subject.application?.slug ?? null,
      session: subject.session?.id ?? null,
      factor,
    };
    return this.signer.sign('assurance', 'identity', claims, lifetimeSeconds);
  }

  /** That this flow asks for the password again. */
  signConfirmation({ flow }: Situation): string {
    const { id, subject } = flow.state;
    const claims: ConfirmationTokenClaims = { sub: subject.accountId, jti: id, purpose: 'step-up' };
    return this.signer.sign('confirmation', 'identity', claims, lifetimeSeconds);
  }
}
