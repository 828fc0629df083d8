import type { Branded } from '@postern/kernel';
import type { CodeSubject } from '../challenge/one-time-codes.js';
import type { SpentTokenId } from '../challenge/spent-tokens.js';

/** What a passkey signs: 256 bits, base64url. Never stored. */
export type PasskeyChallenge = Branded<string, 'PasskeyChallenge'>;

/** How long a ceremony without a flow may take. */
export const ceremonyLifetimeSeconds = 300;

/** Challenges for passkeys, derived under a key outside the database. Every method throws when a named key is not configured. */
export abstract class PasskeyChallenges {
  /** Of one challenge of one flow: another one has another. */
  abstract of(subject: CodeSubject): PasskeyChallenge;

  /** For somebody of whom nothing is known yet, and nothing stored. `ceremony` comes back with the response. */
  abstract begin(at: Date): { ceremony: string; challenge: PasskeyChallenge };

  /** Null for a ceremony that was never begun, whatever its shape, and for one that took too long. */
  abstract open(ceremony: string, at: Date): { id: SpentTokenId; expiresAt: Date; challenge: PasskeyChallenge } | null;
}
