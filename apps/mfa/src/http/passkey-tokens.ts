import type { PasskeyTokenClaims } from '@postern/contracts';
import type { PasskeyProof } from '@postern/mfa-domain';
import { TokenSigner } from '@postern/platform';

/** Time enough to begin the sign-in in the same request of the person's. */
const lifetimeSeconds = 60;

/** What identity takes in the place of a password. */
export class PasskeyTokens {
  constructor(private readonly signer: TokenSigner) {}

  sign({ id, accountId, factorId, assurance, at }: PasskeyProof): string {
    const claims: PasskeyTokenClaims = {
      sub: accountId,
      jti: id,
      amr: [...assurance.amr],
      aal: assurance.aal,
      auth_time: Math.floor(at.getTime() / 1000),
      factor: { id: factorId, kind: 'webauthn' },
    };
    return this.signer.sign('passkey', 'identity', claims, lifetimeSeconds);
  }
}
