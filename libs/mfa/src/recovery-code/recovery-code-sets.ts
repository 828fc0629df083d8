import type { AccountId } from '@postern/kernel';
import type { Factor } from '../factor/factor.js';

export interface RecoveryCodesStanding {
  /** The account's set; null when it has none. */
  set: Factor | null;
  /** Addresses beside the account's own that hear of a new one. */
  notify: readonly string[];
}

/** The sets of recovery codes, outside flows. Every method throws when the store cannot be reached, and has then changed nothing. */
export abstract class RecoveryCodeSets {
  abstract of(accountId: AccountId): Promise<RecoveryCodesStanding>;

  /**
   * Writes a new set in the place of the account's old one, and its events. `nothing-to-stand-in-for`, and nothing written,
   * when the account has no active factor beside. An account never has two sets: of N parallel calls the last one counts. Whoever
   * changes the account's factors at the same moment looks again: with all factors taken away, no set is left.
   */
  abstract replace(set: Factor): Promise<'replaced' | 'nothing-to-stand-in-for'>;
}
