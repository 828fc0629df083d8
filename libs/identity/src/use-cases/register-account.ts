import type { Clock } from '@postern/kernel';
import { Account, type Registration } from '../account/account.js';
import type { AccountNotices, Accounts } from '../account/accounts.js';
import type { PasswordPolicy, PasswordRefusal } from '../account/password-policy.js';
import type { Password, PasswordHasher } from '../account/password.js';

export type RegisterAccountInput = Omit<Registration, 'passwordHash' | 'at'> & { password: Password };

export type RegisterAccountOutcome =
  | { outcome: 'registered'; account: Pick<Account, 'id' | 'username' | 'email' | 'createdAt'> }
  | { outcome: 'username-taken' }
  | { outcome: 'password-refused'; reasons: PasswordRefusal[] };

export class RegisterAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly notices: AccountNotices,
    private readonly clock: Clock,
  ) {}

  async execute({ password, ...person }: RegisterAccountInput): Promise<RegisterAccountOutcome> {
    const reasons = await this.policy.refusals(password, person);
    if (reasons.length > 0) return { outcome: 'password-refused', reasons };

    const passwordHash = await this.hasher.hash(password);
    const account = Account.register({ ...person, passwordHash, at: this.clock.now() });
    const addition = await this.accounts.add(account);
    if (addition.outcome === 'username-taken') return addition;
    // An address that has an account gets the answer that any other gets: only its owner learns of it, by mail.
    if (addition.outcome === 'email-taken') await this.notices.accountExists(addition.holder, person.source);
    const { id, username, email, createdAt } = account;
    return { outcome: 'registered', account: { id, username, email, createdAt } };
  }
}
