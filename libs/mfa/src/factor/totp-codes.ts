import type { AccountId, Branded, Redacted } from '@postern/kernel';
import type { FactorId } from '../ids.js';

/** A TOTP seed as it is stored: sealed, of no use without the key outside the database. */
export type SealedSeed = Branded<string, 'SealedSeed'>;

/** What a seed is sealed to, so that a row moved to another account or factor does not open. */
export interface SeedBinding {
  accountId: AccountId;
  factorId: FactorId;
}

/** Codes of authenticator apps: RFC 6238 with SHA-1, six digits, steps of 30 seconds. */
export abstract class TotpCodes {
  /** A fresh seed of 160 random bits, sealed. Throws when the sealing key is missing. */
  abstract createSeed(binding: SeedBinding): SealedSeed;

  /** The seed in Base32 (RFC 4648), for the one screen that shows it. Throws when the seed does not open. */
  abstract revealSeed(binding: SeedBinding, seed: SealedSeed): Redacted;

  /**
   * The time step that the code belongs to, or null. Only the current step and the one before are considered, and the
   * next one where an installation bears with apps that run ahead.
   * Whether that step was used before is not judged here. Throws when the seed does not open.
   */
  abstract matchingStep(binding: SeedBinding, seed: SealedSeed, code: string, at: Date): number | null;
}
