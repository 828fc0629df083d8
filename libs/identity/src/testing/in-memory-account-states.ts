import type { AccountId } from '@postern/kernel';
import { AccountStates } from '../account/account-states.js';
import type { Account } from '../account/account.js';
import type { AuditEntry } from '../audit/audit-record.js';
import type { InMemoryAccounts } from './in-memory-accounts.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

export class InMemoryAccountStates extends AccountStates {
  constructor(
    private readonly accounts: InMemoryAccounts,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
  }

  async disable(id: AccountId, entry: AuditEntry): Promise<'disabled' | 'last-operator' | 'not-found'> {
    const account = this.accounts.stored.get(id);
    if (!account) return 'not-found';
    if (!account.isActive) return 'disabled';
    const others = [...this.accounts.stored.values()].filter((one) => one.role === 'operator' && one.isActive);
    if (account.role === 'operator' && others.length === 1) return 'last-operator';
    this.become(account, { state: 'disabled', credentialVersion: account.credentialVersion + 1 }, entry);
    return 'disabled';
  }

  async enable(id: AccountId, entry: AuditEntry): Promise<'enabled' | 'not-found'> {
    const account = this.accounts.stored.get(id);
    if (!account) return 'not-found';
    if (account.state === 'disabled') this.become(account, { state: 'active' }, entry);
    return 'enabled';
  }

  private become(account: Account, changes: Partial<Account>, entry: AuditEntry): void {
    Object.assign(account, changes);
    this.audit.entries.push(entry);
  }
}
