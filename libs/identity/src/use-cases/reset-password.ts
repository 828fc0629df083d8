import type { AccountId } from '@postern/kernel';
import type { AccountFiles } from '../account/account-files.js';
import type { Accounts } from '../account/accounts.js';
import type { Occasion } from '../account/occasion.js';
import type { PasswordPolicy, PasswordRefusal } from '../account/password-policy.js';
import type { Password, PasswordHasher } from '../account/password.js';

export type ResetPasswordOutcome =
  | { outcome: 'reset' }
  /** Nothing is used up by it: the next attempt may be better. */
  | { outcome: 'password-refused'; reasons: PasswordRefusal[] }
  | { outcome: 'refused' };

export class ResetPassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly files: AccountFiles,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
  ) {}

  /** `recovery` comes from a token whose signature was checked. Of parallel ones exactly one changes anything. */
  async execute(
    recovery: { accountId: AccountId; credentialVersion: number },
    password: Password,
    occasion: Occasion,
  ): Promise<ResetPasswordOutcome> {
    const { accountId, credentialVersion } = recovery;
    const account = await this.accounts.get(accountId);
    // Before the hash is made: what is void already must not cost work.
    if (!account?.isActive || account.credentialVersion !== credentialVersion) return { outcome: 'refused' };
    const reasons = await this.policy.refusals(password, account);
    if (reasons.length > 0) return { outcome: 'password-refused', reasons };
    const hash = await this.hasher.hash(password);
    const outcome = await this.files.change(accountId, (file) => file.resetPassword(hash, credentialVersion, occasion));
    return { outcome: outcome ?? 'refused' };
  }
}
