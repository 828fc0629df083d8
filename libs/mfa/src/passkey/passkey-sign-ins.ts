import type { SpentTokenId } from '../challenge/spent-tokens.js';
import type { Happened } from '../events.js';
import type { Factor } from '../factor/factor.js';

/**
 * Passkeys that are shown in the place of a password. Every method throws when the store cannot be reached, and has then
 * changed nothing.
 */
export abstract class PasskeySignIns {
  /** The factor that the credential belongs to, whoever's it is. Null where there is none, or it was removed. */
  abstract find(credentialId: string): Promise<Factor | null>;

  /**
   * Writes that the passkey was used, as the factor says, and spends the ceremony. False, and nothing written, when the
   * ceremony was spent before, the factor is not active any more, or its count has not grown: of N parallel calls exactly
   * one is true.
   */
  abstract accept(factor: Factor, ceremony: { id: SpentTokenId; expiresAt: Date }): Promise<boolean>;

  /** Tells that a passkey was refused (`challenge.rejected`). */
  abstract reject(factor: Factor, happened: Happened): Promise<void>;
}
