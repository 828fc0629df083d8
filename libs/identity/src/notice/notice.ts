import { Aggregate, newId, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { addressHeldSeconds } from '../account/email-change.js';
import { emailKey } from '../account/identifiers.js';
import type { Occasion } from '../account/occasion.js';
import type { NoticeKind, NoticeSubject } from './notices.js';

export type NoticeId = Branded<string, 'NoticeId'>;

/** What saying "this was not me" does. */
export type NoticeEffect =
  | 'sessions-end'
  | 'devices-forgotten'
  | 'password-reset'
  | 'factor-removed'
  | 'email-restored'
  | 'factor-reset-stopped'
  | 'account-reopened';

/** What strangers can cause over and over is told no more often than this, in seconds. */
export const quietSeconds: Partial<Record<NoticeKind, number>> = { 'passcodes-used-up': 60 * 60 };

/** One address told of one thing that happened, and what it may still do about it. */
export class Notice extends Aggregate<never> {
  readonly disavowedAt: Date | null;

  private constructor(
    readonly id: NoticeId,
    readonly accountId: AccountId,
    readonly to: string,
    readonly kind: NoticeKind,
    readonly subject: NoticeSubject,
    readonly at: Date,
    readonly source: string | null,
    readonly device: string | null,
    readonly expiresAt: Date,
  ) {
    super();
    this.disavowedAt = null;
  }

  static about(accountId: AccountId, to: string, subject: NoticeSubject, { at, source, device }: Occasion): Notice {
    const expiresAt = secondsAfter(at, addressHeldSeconds);
    return new Notice(newId<NoticeId>(), accountId, to, subject.kind, subject, at, source, device, expiresAt);
  }

  standing(at: Date): 'open' | 'spent' | 'expired' {
    if (this.disavowedAt !== null) return 'spent';
    return at >= this.expiresAt ? 'expired' : 'open';
  }

  spend(at: Date): void {
    Object.assign(this, { disavowedAt: at } satisfies Partial<Notice>);
  }

  /** The factor that somebody else may have added. One that was there before is the person's own, and stays. */
  get addedFactor(): { id: string; kind: string } | null {
    const { subject } = this;
    return subject.kind === 'factor-added' ? { id: subject.factorId, kind: subject.factorKind } : null;
  }

  get resetId(): string | null {
    return this.subject.kind === 'factor-reset-requested' ? this.subject.resetId : null;
  }

  /** The e-mail to go back to, while the account still has the one that it was changed to. */
  emailBefore(account: Pick<Account, 'emailKey'>): string | null {
    const { subject } = this;
    if (subject.kind !== 'email-changed' || emailKey(subject.newAddress) !== account.emailKey) return null;
    return subject.oldAddress;
  }

  /** Whether the recovery address is still the one that the notice is about. */
  changedRecoveryOf({ recoveryEmail }: Pick<Account, 'recoveryEmail'>): boolean {
    const { subject } = this;
    if (subject.kind !== 'email-verified' || recoveryEmail === null) return false;
    return emailKey(subject.address) === emailKey(recoveryEmail);
  }

  /** Whoever closed the account after this was no other than who did this. */
  reopens({ state, closedAt }: Pick<Account, 'state' | 'closedAt'>): boolean {
    return state === 'closed' && closedAt !== null && closedAt >= this.at;
  }

  effects(account: Account): NoticeEffect[] {
    const more: [NoticeEffect, boolean][] = [
      ['factor-removed', this.addedFactor !== null],
      ['email-restored', this.emailBefore(account) !== null || this.changedRecoveryOf(account)],
      ['factor-reset-stopped', this.resetId !== null],
      ['account-reopened', this.reopens(account)],
    ];
    const always: NoticeEffect[] = ['sessions-end', 'devices-forgotten', 'password-reset'];
    return [...always, ...more.filter(([, happens]) => happens).map(([effect]) => effect)];
  }
}
