import type { Redacted } from '@postern/kernel';
import type { Account } from '../account/account.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Accounts } from '../account/accounts.js';
import type { Occasion } from '../account/occasion.js';
import type { PasswordPolicy, PasswordRefusal } from '../account/password-policy.js';
import type { Password, PasswordHasher } from '../account/password.js';
import { Session, type SessionFacts } from '../session/session.js';
import type { SessionTokens } from '../session/session-tokens.js';

export type ChangePasswordOutcome =
  | { outcome: 'changed'; token: Redacted; session: Readonly<SessionFacts>; account: Account }
  /** The current password is not right. */
  | { outcome: 'rejected' }
  | { outcome: 'password-refused'; reasons: PasswordRefusal[] }
  /** The session has been overtaken by another change. */
  | { outcome: 'session-over' };

export class ChangePassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly files: AccountFiles,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly tokens: SessionTokens,
  ) {}

  /** Every session ends; the person goes on here with a new one. */
  async execute(
    session: Readonly<SessionFacts>,
    { current, next }: { current: Password; next: Password },
    occasion: Occasion,
  ): Promise<ChangePasswordOutcome> {
    const account = await this.accounts.get(session.accountId);
    // Overtaken: the password that was right a moment ago is no wrong guess.
    if (account?.credentialVersion !== session.credentialVersion) return { outcome: 'session-over' };
    if (!(await this.hasher.verify(account.passwordHash, current))) {
      await this.files.change(account.id, (file) =>
        file.account.note('password.rejected', occasion, { factor: { kind: 'password', id: null } }),
      );
      return { outcome: 'rejected' };
    }
    const reasons = await this.policy.refusals(next, account);
    if (reasons.length > 0) return { outcome: 'password-refused', reasons };

    const passwordHash = await this.hasher.hash(next);
    const { token, hash } = this.tokens.create();
    const { at, source, device } = occasion;
    const done = await this.files.change(account.id, (file): ChangePasswordOutcome => {
      if (!file.account.isActive || file.account.credentialVersion !== session.credentialVersion) {
        return { outcome: 'session-over' };
      }
      const successor = file.changePassword(passwordHash, occasion, (version) =>
        Session.restore(session).carryOver(version, hash, at, { source, device }),
      );
      return { outcome: 'changed', token, session: successor.facts, account: file.account };
    });
    return done ?? { outcome: 'session-over' };
  }
}
