import { Aggregate, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { emailKey } from '../account/identifiers.js';

export type PasswordResetId = Branded<string, 'PasswordResetId'>;

const lifetimeSeconds = 30 * 60;

/** One reset link: it opens a recovery flow, once, and grants nothing by itself (S13). */
export class PasswordReset extends Aggregate<never> {
  readonly openedAt: Date | null;

  private constructor(
    readonly id: PasswordResetId,
    readonly accountId: AccountId,
    /** The address that the link went to. */
    readonly to: string,
    readonly credentialVersion: number,
    /** The application that somebody wanted to sign in to. */
    readonly application: string | null,
    readonly requestedAt: Date,
    readonly expiresAt: Date,
  ) {
    super();
    this.openedAt = null;
  }

  static request(
    id: PasswordResetId,
    account: Pick<Account, 'id' | 'credentialVersion'>,
    { to, application, at }: { to: string; application: string | null; at: Date },
  ): PasswordReset {
    const { id: accountId, credentialVersion } = account;
    return new PasswordReset(id, accountId, to, credentialVersion, application, at, secondsAfter(at, lifetimeSeconds));
  }

  /** `newest`: whether no link was sent after this one. A link to an address that is not the account's any more opens nothing. */
  open(
    account: Pick<Account, 'isActive' | 'credentialVersion' | 'email' | 'recoveryEmail'>,
    newest: boolean,
    at: Date,
  ): 'opened' | 'spent' | 'expired' {
    if (this.openedAt !== null) return 'spent';
    const read = [account.email, account.recoveryEmail].some(
      (own) => own !== null && emailKey(own) === emailKey(this.to),
    );
    const current = newest && read && account.isActive && account.credentialVersion === this.credentialVersion;
    if (!current || at >= this.expiresAt) return 'expired';
    Object.assign(this, { openedAt: at } satisfies Partial<PasswordReset>);
    return 'opened';
  }
}
