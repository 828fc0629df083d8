import type { AccountId } from '@postern/kernel';
import { AuditRecord, type AuditEntry } from '../audit/audit-record.js';

export class InMemoryAuditRecord extends AuditRecord {
  readonly entries: AuditEntry[] = [];

  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }

  async ofAccount(accountId: AccountId, limit: number): Promise<AuditEntry[]> {
    return this.entries
      .filter((entry) => entry.accountId === accountId)
      .reverse()
      .slice(0, limit);
  }
}
