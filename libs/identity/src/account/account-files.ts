import type { AccountId } from '@postern/kernel';
import type { AccountLinkPurpose } from '../recovery/link-tokens.js';
import type { AccountFile } from './account-file.js';

/** Why somebody cannot go yet. */
export type Indispensable = 'last-operator' | 'last-administrator';

/** All accounts with their links. Every method fails when the store is away; then nothing has changed and nothing was sent. */
export abstract class AccountFiles {
  /**
   * Reads the file, lets `decide` change it, and stores it with all that it sends, as one. Nobody else changes that account
   * meanwhile: of parallel changes each sees what the one before it left.
   *
   * @param once the message that asks for this: a second time, nothing happens.
   * @returns what `decide` says; undefined when there is no such account, or `once` has been here.
   */
  abstract change<Result>(
    id: AccountId,
    decide: (file: AccountFile) => Result,
    once?: string,
  ): Promise<Result | undefined>;

  /** A change that may give the account another e-mail. `email-taken`: somebody else has it, or had it a short while ago. */
  abstract changeEmail<Result>(
    id: AccountId,
    decide: (file: AccountFile) => Result,
  ): Promise<Result | 'email-taken' | undefined>;

  /**
   * A change after which the account may run nothing any more, of its own accord. `last-operator`: nobody else could run the
   * installation then; `last-administrator`: other members of an organization would have nobody who looks after it. Then nothing
   * has changed; of two who leave at the same moment one remains.
   */
  abstract retire<Result>(
    id: AccountId,
    decide: (file: AccountFile) => Result,
  ): Promise<Result | Indispensable | undefined>;

  /** Whose file a link is in. */
  abstract holderOf(purpose: AccountLinkPurpose, id: string): Promise<AccountId | undefined>;
}
