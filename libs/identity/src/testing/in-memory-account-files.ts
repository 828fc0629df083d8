import type { AccountId } from '@postern/kernel';
import { AccountFile, type Dispatch } from '../account/account-file.js';
import { AccountFiles } from '../account/account-files.js';
import type { EmailChange } from '../account/email-change.js';
import type { Notice } from '../notice/notice.js';
import type { AccountLinkPurpose } from '../recovery/link-tokens.js';
import type { PasswordReset } from '../recovery/password-reset.js';
import type { InMemoryAccounts } from './in-memory-accounts.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

interface Links {
  resets: PasswordReset[];
  emailChanges: EmailChange[];
  notices: Notice[];
}

const trip = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** What was decided about a copy and not stored has not happened. */
const copy = <Kept extends object>(kept: Kept): Kept =>
  Object.assign(Object.create(Object.getPrototypeOf(kept) as object) as Kept, kept);

export class InMemoryAccountFiles extends AccountFiles {
  /** Everything that ever left, oldest first. */
  readonly sent: Dispatch[] = [];
  /** Nobody is, unless there are organizations in the test. */
  isLastAdministrator: (id: AccountId) => boolean = () => false;
  private readonly links = new Map<AccountId, Links>();
  private readonly messages = new Set<string>();

  constructor(
    private readonly accounts: InMemoryAccounts,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
    accounts.heldFor = (emailKey) => this.heldFor(emailKey);
  }

  async change<Result>(id: AccountId, decide: (file: AccountFile) => Result, once?: string) {
    await trip();
    if (once !== undefined && this.messages.has(once)) return undefined;
    if (once !== undefined && this.accounts.stored.has(id)) this.messages.add(once);
    return this.decided(id, decide);
  }

  async changeEmail<Result>(id: AccountId, decide: (file: AccountFile) => Result) {
    await trip();
    const file = this.open(id);
    if (!file) return undefined;
    const result = decide(file);
    if (this.isTaken(file)) return 'email-taken' as const;
    this.store(file);
    return result;
  }

  async retire<Result>(id: AccountId, decide: (file: AccountFile) => Result) {
    await trip();
    const operators = [...this.accounts.stored.values()].filter((one) => one.role === 'operator' && one.isActive);
    if (operators.length === 1 && operators[0]?.id === id) return 'last-operator' as const;
    return this.isLastAdministrator(id) ? ('last-administrator' as const) : this.decided(id, decide);
  }

  async holderOf(purpose: AccountLinkPurpose, id: string): Promise<AccountId | undefined> {
    await trip();
    const list = ({ resets, emailChanges, notices }: Links): { id: string }[] =>
      purpose === 'notice' ? notices : purpose === 'email-change' ? emailChanges : resets;
    return [...this.links].find(([, links]) => list(links).some((link) => link.id === id))?.[0];
  }

  forgetAccounts(ids: readonly AccountId[]): void {
    ids.forEach((id) => this.links.delete(id));
  }

  /** How many were forgotten. */
  forgetLinks(goes: (link: { expiresAt: Date }) => boolean): number {
    let count = 0;
    const stay = <Link extends { expiresAt: Date }>(links: Link[]) => {
      const left = links.filter((link) => !goes(link));
      count += links.length - left.length;
      return left;
    };
    for (const [id, { resets, emailChanges, notices }] of this.links) {
      this.links.set(id, { resets: stay(resets), emailChanges: stay(emailChanges), notices: stay(notices) });
    }
    return count;
  }

  private decided<Result>(id: AccountId, decide: (file: AccountFile) => Result): Result | undefined {
    const file = this.open(id);
    if (!file) return undefined;
    const result = decide(file);
    this.store(file);
    return result;
  }

  private open(id: AccountId): AccountFile | undefined {
    const account = this.accounts.stored.get(id);
    const { resets, emailChanges, notices } = this.links.get(id) ?? { resets: [], emailChanges: [], notices: [] };
    return account && new AccountFile(copy(account), resets.map(copy), emailChanges.map(copy), notices.map(copy));
  }

  private store(file: AccountFile): void {
    const { account, resets, emailChanges, notices } = file;
    const { entries, dispatches } = file.pull();
    this.accounts.stored.set(account.id, account);
    this.links.set(account.id, { resets, emailChanges, notices });
    this.audit.entries.push(...entries);
    this.sent.push(...dispatches);
  }

  private isTaken({ account }: AccountFile): boolean {
    const others = [...this.accounts.stored.values()].filter(({ id }) => id !== account.id);
    const heldFor = this.heldFor(account.emailKey);
    return (
      (heldFor !== undefined && heldFor !== account.id) || others.some(({ emailKey }) => emailKey === account.emailKey)
    );
  }

  private heldFor(emailKey: string): AccountId | undefined {
    const holds = (change: EmailChange) => change.replacedKey === emailKey && change.holdsAddress(new Date());
    return [...this.links].find(([, { emailChanges }]) => emailChanges.some(holds))?.[0];
  }
}
