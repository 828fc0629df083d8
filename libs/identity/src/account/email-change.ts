import { Aggregate, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import type { Account } from './account.js';
import { emailKey } from './identifiers.js';

export type EmailChangeId = Branded<string, 'EmailChangeId'>;

const lifetimeSeconds = 24 * 60 * 60;
/** For as long as the change can be undone from a notice, the address that it replaced is nobody else's. */
export const addressHeldSeconds = 7 * 24 * 60 * 60;

/** Another address for an account: takes effect when the link that went there is used, once. */
export class EmailChange extends Aggregate<never> {
  readonly confirmedAt: Date | null;
  /** The address that this one took the place of; null before that, and when it was given back. */
  readonly replaced: string | null;
  /** Its key, for the store to look for. */
  readonly replacedKey: string | null;

  private constructor(
    readonly id: EmailChangeId,
    readonly accountId: AccountId,
    readonly email: string,
    readonly credentialVersion: number,
    readonly requestedAt: Date,
    readonly expiresAt: Date,
  ) {
    super();
    this.confirmedAt = null;
    this.replaced = null;
    this.replacedKey = null;
  }

  static request(
    id: EmailChangeId,
    account: Pick<Account, 'id' | 'credentialVersion'>,
    email: string,
    at: Date,
  ): EmailChange {
    return new EmailChange(id, account.id, email, account.credentialVersion, at, secondsAfter(at, lifetimeSeconds));
  }

  /** `newest`: whether no change was asked for after this one. */
  confirm(
    account: Pick<Account, 'isActive' | 'credentialVersion' | 'email'>,
    newest: boolean,
    at: Date,
  ): 'confirmed' | 'spent' | 'expired' {
    if (this.confirmedAt !== null) return 'spent';
    const current = newest && account.isActive && account.credentialVersion === this.credentialVersion;
    if (!current || at >= this.expiresAt) return 'expired';
    this.become({ confirmedAt: at, replaced: account.email, replacedKey: emailKey(account.email) });
    return 'confirmed';
  }

  /** Whether the address that it replaced can still be given back. */
  holdsAddress(at: Date): boolean {
    return (
      this.confirmedAt !== null && this.replaced !== null && at < secondsAfter(this.confirmedAt, addressHeldSeconds)
    );
  }

  undo(): void {
    this.become({ replaced: null, replacedKey: null });
  }

  private become(changes: Partial<EmailChange>): void {
    Object.assign(this, changes);
  }
}
