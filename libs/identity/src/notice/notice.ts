import { Aggregate, newId, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import { addressHeldSeconds } from '../account/email-change.js';
import type { Occasion } from '../account/occasion.js';
import type { NoticeKind, NoticeSubject } from './notices.js';

export type NoticeId = Branded<string, 'NoticeId'>;

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
    // The way back into a closed account is open for as long as there is an account.
    const until =
      subject.kind === 'account-closed' ? new Date(subject.deletedAt) : secondsAfter(at, addressHeldSeconds);
    return new Notice(newId<NoticeId>(), accountId, to, subject.kind, subject, at, source, device, until);
  }

  standing(at: Date): 'open' | 'spent' | 'expired' {
    if (this.disavowedAt !== null) return 'spent';
    return at >= this.expiresAt ? 'expired' : 'open';
  }

  spend(at: Date): void {
    Object.assign(this, { disavowedAt: at } satisfies Partial<Notice>);
  }
}
