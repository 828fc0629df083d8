import type { AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { AccountNotices, Accounts, type AccountAddition, type AccountHolder } from '../account/accounts.js';
import { Credentials, type Credential } from '../account/credentials.js';
import { readIdentifier } from '../account/identifiers.js';
import type { PasswordHash } from '../account/password.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

/** As slow as a store: whoever looks first and acts later is overtaken here as well. */
const trip = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class InMemoryAccounts extends Accounts {
  readonly stored = new Map<AccountId, Account>();
  /** Hashes that were replaced; the aggregate itself never changes its hash alone. */
  readonly freshHashes = new Map<AccountId, PasswordHash>();
  /** Whose the address was a short while ago. */
  heldFor: (emailKey: string) => AccountId | undefined = () => undefined;

  constructor(private readonly audit: InMemoryAuditRecord) {
    super();
  }

  async add(account: Account): Promise<AccountAddition> {
    await trip();
    const all = [...this.stored.values()];
    if (all.some((other) => other.usernameKey === account.usernameKey)) return { outcome: 'username-taken' };
    const holder = all.find((other) => other.emailKey === account.emailKey);
    if (holder) return { outcome: 'email-taken', holder };
    const heldFor = this.stored.get(this.heldFor(account.emailKey) as AccountId);
    if (heldFor) return { outcome: 'email-taken', holder: heldFor };
    this.stored.set(account.id, account);
    this.audit.entries.push(...account.pullEvents());
    return { outcome: 'added' };
  }

  async get(id: AccountId): Promise<Account | undefined> {
    await trip();
    return this.stored.get(id);
  }

  async save(account: Account): Promise<void> {
    await trip();
    this.stored.set(account.id, account);
    this.audit.entries.push(...account.pullEvents());
  }
}

export class InMemoryCredentials extends Credentials {
  /** Where accounts are members; nowhere, unless there are organizations in the test. */
  organizationsOf: (id: AccountId) => string[] = () => [];

  constructor(private readonly accounts: InMemoryAccounts) {
    super();
  }

  async findByIdentifier(typed: string): Promise<Credential | undefined> {
    await trip();
    const wanted = readIdentifier(typed);
    const found = [...this.accounts.stored.values()].find((account) =>
      wanted.by === 'email' ? account.emailKey === wanted.emailKey : account.username === wanted.username,
    );
    return found && this.view(found);
  }

  async get(accountId: AccountId): Promise<Credential | undefined> {
    await trip();
    const found = this.accounts.stored.get(accountId);
    return found && this.view(found);
  }

  async replaceHash(accountId: AccountId, old: PasswordHash, fresh: PasswordHash): Promise<void> {
    await trip();
    const found = this.accounts.stored.get(accountId);
    if (found && this.view(found).passwordHash === old) this.accounts.freshHashes.set(accountId, fresh);
  }

  private view(account: Account): Credential {
    return {
      accountId: account.id,
      username: account.username,
      email: account.email,
      emailVerified: account.emailIsVerified,
      createdAt: account.createdAt,
      state: account.state,
      passwordHash: this.accounts.freshHashes.get(account.id) ?? account.passwordHash,
      credentialVersion: account.credentialVersion,
      role: account.role,
      locale: account.locale,
      passwordResetRequired: account.passwordResetRequired,
      recoveryEmail: account.recoveryEmail,
      organizations: this.organizationsOf(account.id),
    };
  }
}

export class RecordedNotices extends AccountNotices {
  readonly told: AccountHolder[] = [];

  async accountExists({ id, username, email, locale }: AccountHolder): Promise<void> {
    this.told.push({ id, username, email, locale });
  }
}
