import type { AccountFile } from '../account/account-file.js';
import type { EmailChange } from '../account/email-change.js';
import type { Notice } from './notice.js';
import type { NoticeSubject } from './notices.js';

/** What saying "this was not me" does. */
export type NoticeEffect =
  | 'sessions-end'
  | 'devices-forgotten'
  | 'password-reset'
  | 'factor-removed'
  | 'email-restored'
  | 'factor-reset-stopped'
  | 'account-reopened';

/**
 * What is taken back: what the notice was about, and whatever happened to the account's addresses and state since. Whoever did
 * that was no other; if it stayed, the link for the new password would go to him.
 */
export class Undoing {
  /** Oldest first. */
  readonly emailChanges: readonly EmailChange[];
  /** The recovery address of before; undefined where it is still that one. */
  readonly recoveryEmail: string | null | undefined;
  readonly reopens: boolean;
  /** The factor that somebody else may have added. One that was there before is the person's own, and stays. */
  readonly factor: { id: string; kind: string } | null;
  readonly resetId: string | null;
  /** What was added from then on is somebody else's, whichever of the notices it is that the person answers. */
  readonly since: Date;
  private readonly takesFactors: boolean;

  constructor({ subject, at }: Notice, { account, emailChanges, notices }: AccountFile) {
    const since = 'since' in subject && subject.since !== undefined ? new Date(subject.since) : at;
    this.since = since;
    this.emailChanges = emailChanges.filter(
      ({ confirmedAt, replaced }) => replaced !== null && confirmedAt !== null && confirmedAt >= since,
    );
    const later = notices.filter((notice) => notice.at >= since).map((notice) => notice.subject);
    const previous = later.find((one) => one.kind === 'email-verified')?.previous;
    this.recoveryEmail = previous === account.recoveryEmail ? undefined : previous;
    this.reopens = account.state === 'closed' && account.closedAt !== null && account.closedAt >= since;
    this.factor = subject.kind === 'factor-added' ? { id: subject.factorId, kind: subject.factorKind } : null;
    this.takesFactors = stillThere(later);
    this.resetId = later.findLast((one) => one.kind === 'factor-reset-requested')?.resetId ?? null;
  }

  /** The e-mail to go back to; null where it has stayed the same. */
  get email(): string | null {
    return this.emailChanges[0]?.replaced ?? null;
  }

  get effects(): NoticeEffect[] {
    const more: [NoticeEffect, boolean][] = [
      ['factor-removed', this.takesFactors],
      ['email-restored', this.email !== null || this.recoveryEmail !== undefined],
      ['factor-reset-stopped', this.resetId !== null],
      ['account-reopened', this.reopens],
    ];
    const always: NoticeEffect[] = ['sessions-end', 'devices-forgotten', 'password-reset'];
    return [...always, ...more.filter(([, happens]) => happens).map(([effect]) => effect)];
  }
}

/** Whether any sign-in method that was added was not removed again, as far as people were told. */
function stillThere(told: readonly NoticeSubject[]): boolean {
  const gone = told.flatMap((one) => (one.kind === 'factor-removed' ? [one.factorId] : []));
  return told.some(
    (one) => one.kind === 'recovery-codes-created' || (one.kind === 'factor-added' && !gone.includes(one.factorId)),
  );
}
