import type { Clock } from '@postern/kernel';
import { Account, type Registration } from '../account/account.js';
import type { Accounts } from '../account/accounts.js';
import type { PasswordPolicy, PasswordRefusal } from '../account/password-policy.js';
import type { Password, PasswordHasher } from '../account/password.js';

export type CreateOperatorInput = Pick<Registration, 'username' | 'email' | 'name' | 'locale'> & { password: Password };

export type CreateOperatorOutcome =
  | { outcome: 'created'; account: Pick<Account, 'id' | 'username' | 'email'> }
  | { outcome: 'username-taken' }
  | { outcome: 'email-taken' }
  | { outcome: 'password-refused'; reasons: PasswordRefusal[] };

/** Makes an account that may administer the installation. Its first sign-in asks for a second factor like any other's. */
export class CreateOperator {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  async execute({ password, ...person }: CreateOperatorInput): Promise<CreateOperatorOutcome> {
    const reasons = await this.policy.refusals(password, person);
    if (reasons.length > 0) return { outcome: 'password-refused', reasons };

    const passwordHash = await this.hasher.hash(password);
    const at = this.clock.now();
    const account = Account.register({ ...person, passwordHash, at, source: null });
    account.appoint('operator', { at, source: null, device: null });
    const { outcome } = await this.accounts.add(account);
    if (outcome !== 'added') return { outcome };
    const { id, username, email } = account;
    return { outcome: 'created', account: { id, username, email } };
  }
}
