import type { AccountId } from '@postern/kernel';
import type { AccountLocale, AccountRole, AccountState } from './account.js';
import { readIdentifier } from './identifiers.js';
import type { PasswordHash } from './password.js';

/** What of an account a sign-in needs, read in one go. */
export interface Credential {
  accountId: AccountId;
  username: string;
  email: string;
  emailVerified: boolean;
  createdAt: Date;
  state: AccountState;
  passwordHash: PasswordHash;
  credentialVersion: number;
  role: AccountRole | null;
  locale: AccountLocale;
  /** The password, though right, opens nothing until it has been reset. */
  passwordResetRequired: boolean;
  /** Where recovery writes when it is not the e-mail. */
  recoveryEmail: string | null;
  /** Ids of all that the account is a member of. */
  organizations: readonly string[];
}

/**
 * Whether whoever is called that is whoever has the account. Anybody can register with somebody else's address; the username is
 * the account's own.
 */
export const isSurelyCalled = (identifier: string, { emailVerified }: Pick<Credential, 'emailVerified'>): boolean =>
  emailVerified || readIdentifier(identifier).by === 'username';

/** The sign-in's view of the accounts. Every method fails when the store is away. */
export abstract class Credentials {
  /** By the exact username, or by the e-mail address in any case. */
  abstract findByIdentifier(typed: string): Promise<Credential | undefined>;

  abstract get(accountId: AccountId): Promise<Credential | undefined>;

  /** The same password under stronger parameters. Does nothing when the password has changed meanwhile. */
  abstract replaceHash(accountId: AccountId, old: PasswordHash, fresh: PasswordHash): Promise<void>;
}
