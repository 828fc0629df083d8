import type { AccountId } from '@postern/kernel';
import type { FactorId } from '../ids.js';

/** What people call their factors. Nothing depends on it, so it needs no flow. */
export abstract class FactorLabels {
  /** False, and nothing changed, for whatever is not a factor of the account. Throws when the store cannot be reached. */
  abstract rename(accountId: AccountId, factorId: FactorId, label: string): Promise<boolean>;
}
