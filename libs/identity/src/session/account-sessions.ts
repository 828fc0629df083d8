import type { AccountId } from '@postern/kernel';
import type { AuditEntry } from '../audit/audit-record.js';
import type { Aal } from './assurance-level.js';
import type { SessionId } from './assurance.js';
import type { FoundSession } from './sessions.js';

/** The sessions of one account together. Every method fails when the store is away. */
export abstract class AccountSessions {
  /** All that have not ended, the last used first; those that have expired may be among them. */
  abstract of(accountId: AccountId): Promise<FoundSession[]>;

  /**
   * Ends all of them, save `except`. Each gets an entry of its own in the audit record, made from `entry`.
   *
   * @returns how many there were.
   */
  abstract end(accountId: AccountId, except: SessionId | null, entry: AuditEntry): Promise<number>;

  /** The account has a stronger factor from now on: what its sessions must show for sensitive calls rises, never falls. */
  abstract raiseHighestAal(accountId: AccountId, aal: Aal): Promise<void>;

  /**
   * Removes what ended or expired before a moment, in batches.
   *
   * @returns how many sessions were removed.
   */
  abstract clear(before: Date): Promise<number>;
}
