import type { AccountId } from '@postern/kernel';
import { AuditRecord, type Activity, type AuditEntry } from '../audit/audit-record.js';

export class InMemoryAuditRecord extends AuditRecord {
  readonly entries: AuditEntry[] = [];

  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }

  async ofAccount(accountId: AccountId, limit: number, before?: string): Promise<Activity[]> {
    return this.entries
      .map((entry, index) => ({ ...entry, id: String(index + 1) }))
      .filter((entry) => entry.accountId === accountId && (before === undefined || Number(entry.id) < Number(before)))
      .reverse()
      .slice(0, limit);
  }
}
