import type { AccountId } from '@postern/kernel';
import { AuditRecord, type Activity, type AuditEntry, type AuditKind } from '../audit/audit-record.js';

export class InMemoryAuditRecord extends AuditRecord {
  readonly entries: AuditEntry[] = [];

  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }

  async ofAccount(
    accountId: AccountId,
    limit: number,
    before?: string,
    kinds?: readonly AuditKind[],
  ): Promise<Activity[]> {
    return this.entries
      .map((entry, index) => ({ ...entry, id: String(index + 1) }))
      .filter((entry) => entry.accountId === accountId && (before === undefined || Number(entry.id) < Number(before)))
      .filter(({ kind }) => kinds?.includes(kind) ?? true)
      .reverse()
      .slice(0, limit);
  }
}
