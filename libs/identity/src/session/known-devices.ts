import type { AccountId } from '@postern/kernel';
import type { AuditEntry, Origin } from '../audit/audit-record.js';

/** Devices and addresses that an account has been used from. Every method fails when the store is away. */
export abstract class KnownDevices {
  /** With its entry in the audit record, if there is one. Remembering it again records nothing. */
  abstract remember(accountId: AccountId, origin: Origin, at: Date, entry: AuditEntry | null): Promise<void>;

  /**
   * Forgets what was last used before a moment, in batches.
   *
   * @returns how many were forgotten.
   */
  abstract clear(before: Date): Promise<number>;
}
