import type { AccountId } from '@postern/kernel';
import {
  AuditRecord,
  type Activity,
  type AuditEntry,
  type AuditKind,
  type OrganizationActivity,
} from '../audit/audit-record.js';

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
    return this.newest(
      (entry) => entry.accountId === accountId && (kinds?.includes(entry.kind) ?? true),
      limit,
      before,
    );
  }

  /** Knows no names. */
  async ofOrganization(organizationId: string, limit: number, before?: string): Promise<OrganizationActivity[]> {
    const found = this.newest((entry) => entry.organizationId === organizationId, limit, before);
    return found.map((entry) => ({ ...entry, accountName: null, actorName: null }));
  }

  private newest(about: (entry: AuditEntry) => boolean, limit: number, before?: string): Activity[] {
    return this.entries
      .map((entry, index) => ({ ...entry, id: String(index + 1) }))
      .filter((entry) => about(entry) && (before === undefined || Number(entry.id) < Number(before)))
      .reverse()
      .slice(0, limit);
  }
}
