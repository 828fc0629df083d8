import type { AccountId } from '@postern/kernel';
import type { Account } from './account.js';

/** Whom to write to about an account. */
export type AccountHolder = Pick<Account, 'id' | 'username' | 'email' | 'locale'>;

export type AccountAddition =
  { outcome: 'added' } | { outcome: 'username-taken' } | { outcome: 'email-taken'; holder: AccountHolder };

/** All accounts, with their events: an account and its entries in the audit record are stored together or not at all. */
export abstract class Accounts {
  /**
   * Of several additions with one username or address at the same moment exactly one is `added`. Where both are taken
   * the answer is `username-taken`, so that it tells nothing about the address.
   */
  abstract add(account: Account): Promise<AccountAddition>;

  abstract get(id: AccountId): Promise<Account | undefined>;

  /** Fails when the account was changed by someone else since it was read. */
  abstract save(account: Account): Promise<void>;
}

/** Messages that identity sends of its own accord. They leave later, off the request's path. */
export abstract class AccountNotices {
  /** Somebody at `source` tried to register with the address of this account. Recorded, and told to its owner. */
  abstract accountExists(holder: AccountHolder, source: string | null): Promise<void>;
}
