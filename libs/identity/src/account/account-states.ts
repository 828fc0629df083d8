import type { AccountId } from '@postern/kernel';
import type { AuditEntry } from '../audit/audit-record.js';

/**
 * Switches accounts off and on, with the entry in the audit record. An account that is in that state already stays as
 * it is and records nothing. Both methods fail when the store is away.
 */
export abstract class AccountStates {
  /**
   * Ends all sessions and flows for good: they do not come back with the account. Of two operators who disable each
   * other at the same moment one remains.
   */
  abstract disable(id: AccountId, entry: AuditEntry): Promise<'disabled' | 'last-operator' | 'not-found'>;

  /** A closed account stays closed. */
  abstract enable(id: AccountId, entry: AuditEntry): Promise<'enabled' | 'not-found'>;
}
