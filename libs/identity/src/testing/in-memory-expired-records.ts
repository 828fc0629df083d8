import type { AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { ExpiredRecords } from '../account/expired-records.js';
import { auditEntry } from '../audit/audit-record.js';
import type { InMemoryAccountFiles } from './in-memory-account-files.js';
import type { InMemoryAccounts } from './in-memory-accounts.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

/** Everything came here when it was registered. */
export class InMemoryExpiredRecords extends ExpiredRecords {
  /** Whom the second factor was told to forget. */
  readonly forgotten: AccountId[] = [];

  constructor(
    private readonly accounts: InMemoryAccounts,
    private readonly files: InMemoryAccountFiles,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
  }

  async removeClosedAccounts(closedBefore: Date, at: Date): Promise<number> {
    return this.remove(({ state, closedAt }) => state === 'closed' && closedAt !== null && closedAt < closedBefore, at);
  }

  async removeUnusedAccounts(addedBefore: Date, at: Date): Promise<number> {
    const used = new Set(
      this.audit.entries
        .filter(({ kind }) => kind === 'session.issued' || kind === 'factor.activated' || kind === 'email.verified')
        .map(({ accountId }) => accountId),
    );
    const unused = ({ id, isActive, emailIsVerified, role, createdAt }: Account) =>
      isActive && !emailIsVerified && role === null && createdAt < addedBefore && !used.has(id);
    return this.remove(unused, at);
  }

  async removeLinks(expiredBefore: Date): Promise<number> {
    return this.files.forgetLinks(({ expiresAt }) => expiresAt < expiredBefore);
  }

  private remove(goes: (account: Account) => boolean, at: Date): number {
    const gone = [...this.accounts.stored.values()].filter(goes).map(({ id }) => id);
    for (const accountId of gone) {
      this.accounts.stored.delete(accountId);
      this.audit.entries.push(auditEntry({ kind: 'account.deleted', accountId, at }));
      this.forgotten.push(accountId);
    }
    this.files.forgetAccounts(gone);
    return gone.length;
  }
}
