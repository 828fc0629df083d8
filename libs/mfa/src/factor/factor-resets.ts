import type { AccountId } from '@postern/kernel';
import type { FactorReset } from './factor-reset.js';

/**
 * Resets by the help desk. Each change is one transaction with the messages that tell of it. Every method throws when the store
 * cannot be reached, and has then changed nothing.
 */
export abstract class FactorResets {
  /** The one that waits, or is due and not yet applied. */
  abstract waiting(accountId: AccountId): Promise<FactorReset | null>;

  /** False, and nothing written, when one waits already: of N parallel requests exactly one is true. */
  abstract begin(reset: FactorReset): Promise<boolean>;

  /** False, and nothing told, when it was stopped or applied meanwhile. */
  abstract stop(reset: FactorReset): Promise<boolean>;

  /**
   * Takes away every factor of the account, recovery codes included, forgets its devices and ends its flows; the verified
   * address stays. False, and nothing changed, when it was stopped or applied meanwhile: of stopping and applying at the same
   * moment exactly one happens.
   */
  abstract apply(reset: FactorReset): Promise<boolean>;

  /** Some that are due, the oldest first, with the address that hears of it. */
  abstract due(at: Date, limit: number): Promise<FactorReset[]>;

  /** Addresses beside the account's own that hear of it. */
  abstract addressesOf(accountId: AccountId): Promise<readonly string[]>;
}
