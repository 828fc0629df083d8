import type { AccountId } from '@postern/kernel';
import type { AccountLocale, AccountState, PersonName } from '../account/account.js';
import type { PasswordHash } from '../account/password.js';
import type { OrganizationRole } from '../organization/acting-role.js';

/** A line of the file that is as it should be. */
export interface ImportRow {
  /** The line's number, the header's being 1. */
  row: number;
  username: string;
  email: string;
  name: PersonName;
  role: OrganizationRole;
  phone: string | null;
  locale: AccountLocale;
  /** What the file says. Whether anybody believes it is decided elsewhere. */
  emailVerified: boolean;
  /** Null: the member has yet to choose a password. */
  passwordHash: PasswordHash | null;
}

/** Why a line is not taken. Names never change: they are worded elsewhere. */
export type RowReason =
  | 'columns'
  | 'missing'
  | 'too-short'
  | 'too-long'
  | 'one-line'
  | 'username-signs'
  | 'email-format'
  | 'unknown-role'
  | 'unknown-locale'
  | 'true-or-false'
  | 'unsupported-hash'
  | 'costly-hash'
  | 'repeated'
  | 'taken'
  | 'account-closed'
  | 'service-unavailable';

/** The first thing that is against a line. */
export interface RowProblem {
  row: number;
  /** As it stands in the file, as far as it can be shown. */
  username: string;
  /** The column; empty where it is the line as a whole. */
  field: string;
  reason: RowReason;
}

/** What the file's reader makes of a line. */
export type ReadRow = { outcome: 'read'; row: ImportRow } | { outcome: 'refused'; problem: RowProblem };

/** What is known beside the line when its turn has come. */
export interface RowStanding {
  /** Whose the address is. */
  holder: {
    accountId: AccountId;
    usernameKey: string;
    /** Its owner has shown that the address is theirs; else anybody may have typed it. */
    emailVerified: boolean;
    state: AccountState;
    isMember: boolean;
  } | null;
  /** Somebody was parted from the address a short while ago and may still have it back. */
  addressHeld: boolean;
  usernameTaken: boolean;
}
