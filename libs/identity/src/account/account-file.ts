import { newId, secondsAfter } from '@postern/kernel';
import type { AuditEntry } from '../audit/audit-record.js';
import { Notice, quietSeconds, type NoticeId } from '../notice/notice.js';
import type { NoticeSubject } from '../notice/notices.js';
import { Undoing, type NoticeEffect } from '../notice/undoing.js';
import { withinMailLimits } from '../recovery/mail-limits.js';
import { PasswordReset, type PasswordResetId } from '../recovery/password-reset.js';
import type { Session } from '../session/session.js';
import type { Account } from './account.js';
import type { AccountHolder } from './accounts.js';
import { EmailChange, type EmailChangeId } from './email-change.js';
import { emailKey } from './identifiers.js';
import type { Occasion } from './occasion.js';
import type { PasswordHash } from './password.js';

/** What leaves with a change: mail to people, word to the second factor, and the session that outlives the others. */
export type Dispatch =
  | { type: 'notice'; notice: Notice }
  | { type: 'password-reset'; reset: PasswordReset }
  | { type: 'confirm-email'; change: EmailChange }
  | { type: 'account-exists'; holder: AccountHolder }
  | { type: 'username-reminder'; to: string }
  | { type: 'account.secured'; at: Date }
  | { type: 'account.closed'; at: Date }
  | ({ type: 'account.disavowed'; at: Date } & TakenBack)
  | { type: 'session'; session: Session };

/** An address that the second factor has proven, in a sign-in that began when the credentials had that version. */
export interface ProvenAddress {
  address: string;
  /** Null: it is not known. */
  credentialVersion: number | null;
}

/** What a disavowal leaves for the second factor to do. */
export interface TakenBack {
  factorId: string | null;
  resetId: string | null;
  /** Factors that were added since then go. */
  since: Date;
  /** What the MFA address becomes where it was changed since then; null where none is proven. */
  verifiedAddress: string | null;
}

/** Why nothing comes of a link. */
export type Useless = 'unknown' | 'spent' | 'expired';
export type OpenedReset = { outcome: 'opened'; reset: PasswordReset } | { outcome: Useless };
export type ConfirmedChange = { outcome: 'confirmed'; email: string } | { outcome: Useless };
export type Disavowed = { outcome: 'disavowed'; notice: Notice; effects: NoticeEffect[] } | { outcome: Useless };

/** An account with the links that are out in its name: everything that changes together. */
export class AccountFile {
  private dispatches: Dispatch[] = [];
  private entries: AuditEntry[] = [];

  /** Each list oldest first; what can have no effect any more need not be in it. */
  constructor(
    readonly account: Account,
    readonly resets: PasswordReset[],
    readonly emailChanges: EmailChange[],
    readonly notices: Notice[],
  ) {}

  /** Everybody who has to hear of it hears of it. */
  tell(subject: NoticeSubject, occasion: Occasion, notify: readonly string[] = []): void {
    const quiet = quietSeconds[subject.kind];
    const since = quiet === undefined ? null : secondsAfter(occasion.at, -quiet);
    if (since && this.notices.some(({ kind, at }) => kind === subject.kind && at > since)) return;
    for (const to of this.addresses(notify, occasion.at)) {
      const notice = Notice.about(this.account.id, to, subject, occasion);
      this.notices.push(notice);
      this.dispatch({ type: 'notice', notice });
    }
  }

  /** Sends a reset link, unless too many were asked for of late or nobody may sign in anyhow. */
  requestReset(id: PasswordResetId, application: string | null, occasion: Occasion): void {
    const { isActive, recoveryEmail, email } = this.account;
    const earlier = this.resets.map(({ requestedAt }) => requestedAt);
    if (!isActive || !withinMailLimits(earlier, occasion.at)) return;
    this.sendReset(id, recoveryEmail ?? email, application, occasion);
  }

  openReset(id: string, occasion: Occasion): OpenedReset {
    const reset = this.resets.find((one) => one.id === id);
    if (!reset) return { outcome: 'unknown' };
    const outcome = reset.open(this.account, reset === this.resets.at(-1), occasion.at);
    if (outcome !== 'opened') return { outcome };
    this.account.note('password.reset-opened', occasion, { application: reset.application });
    return { outcome, reset };
  }

  /** The end of a recovery that was begun when the credentials had `credentialVersion`: one ends, and it ends all others. */
  resetPassword(hash: PasswordHash, credentialVersion: number, occasion: Occasion): 'reset' | 'refused' {
    const { account } = this;
    if (!account.isActive || account.credentialVersion !== credentialVersion) return 'refused';
    const opened = this.resets.filter((one) => one.openedAt !== null && one.credentialVersion === credentialVersion);
    const own = opened.length > 0 && opened.every(({ to }) => emailKey(to) === account.emailKey);
    if (own) account.verifyEmail(account.email, occasion.at);
    account.resetPassword(hash, occasion);
    this.dispatch({ type: 'account.secured', at: occasion.at });
    this.tell({ kind: 'password-changed', since: earliest(opened.map(({ openedAt }) => openedAt)) }, occasion);
    return 'reset';
  }

  /** `session` takes the place of all that there were. */
  changePassword(hash: PasswordHash, occasion: Occasion, session: (credentialVersion: number) => Session): Session {
    this.account.changePassword(hash, occasion);
    const successor = session(this.account.credentialVersion);
    this.dispatch({ type: 'session', session: successor });
    this.dispatch({ type: 'account.secured', at: occasion.at });
    this.tell({ kind: 'password-changed', since: successor.facts.signedInAt.toISOString() }, occasion);
    return successor;
  }

  changePhone(phone: string | null, occasion: Occasion): void {
    this.account.changePhone(phone, occasion);
    this.tell({ kind: 'phone-changed' }, occasion);
  }

  /** `holder`: who has the address already. Then its owner is told, in the place of the link (S20). */
  requestEmail(id: EmailChangeId, email: string, holder: AccountHolder | undefined, occasion: Occasion): EmailChange {
    const earlier = this.emailChanges.map(({ requestedAt }) => requestedAt);
    const change = EmailChange.request(id, this.account, email, occasion.at);
    if (!withinMailLimits(earlier, occasion.at)) return change;
    this.emailChanges.push(change);
    this.account.note('email.change-requested', occasion);
    this.dispatch(holder ? { type: 'account-exists', holder } : { type: 'confirm-email', change });
    return change;
  }

  confirmEmail(id: string, occasion: Occasion): ConfirmedChange {
    const change = this.emailChanges.find((one) => one.id === id);
    if (!change) return { outcome: 'unknown' };
    const { email: oldAddress } = this.account;
    const outcome = change.confirm(this.account, change === this.emailChanges.at(-1), occasion.at);
    if (outcome !== 'confirmed') return { outcome };
    this.account.changeEmail(change.email, occasion);
    const since = change.requestedAt.toISOString();
    this.tell({ kind: 'email-changed', oldAddress, newAddress: change.email, since }, occasion);
    return { outcome, email: change.email };
  }

  /** `address` is the second factor's from now on. */
  verifiedBy({ address, credentialVersion }: ProvenAddress, notify: readonly string[], occasion: Occasion): void {
    const { account } = this;
    // Whoever asked for it was thrown out since; the second factor does not keep it either.
    if (credentialVersion !== null && credentialVersion < account.credentialVersion) return;
    const previous = account.recoveryEmail;
    account.verifyEmail(address, occasion.at);
    account.recoverBy(address);
    this.tell({ kind: 'email-verified', address, previous }, occasion, [...notify, ...(previous ? [previous] : [])]);
  }

  close(deletedAt: Date, occasion: Occasion): void {
    this.account.close(occasion);
    this.dispatch({ type: 'account.closed', at: occasion.at });
    this.tell({ kind: 'account-closed', deletedAt: deletedAt.toISOString() }, occasion);
  }

  mailUsername(occasion: Occasion): void {
    const { account } = this;
    if (!account.mailUsername(occasion)) return;
    this.dispatch({ type: 'username-reminder', to: account.recoveryEmail ?? account.email });
  }

  /** The person behind the address of a notice says that it was somebody else. */
  disavow(id: NoticeId, occasion: Occasion): Disavowed {
    const notice = this.notices.find((one) => one.id === id);
    const standing = notice?.standing(occasion.at) ?? 'unknown';
    if (!notice || standing !== 'open') return { outcome: standing as Useless };
    const { account } = this;
    const undoing = new Undoing(notice, this);
    notice.spend(occasion.at);
    this.restoreAddresses(undoing, notice.to, occasion);
    if (undoing.reopens) account.reopen(occasion);
    account.disavow(occasion, { factor: undoing.factor, details: { notice: notice.kind } });
    const { factor, resetId, since, effects } = undoing;
    const { verifiedAddress } = account;
    const { at } = occasion;
    this.dispatch({ type: 'account.disavowed', factorId: factor?.id ?? null, resetId, since, verifiedAddress, at });
    if (account.isActive) this.sendReset(newId<PasswordResetId>(), this.safeAddress(notice), null, occasion);
    return { outcome: 'disavowed', notice, effects };
  }

  record(entry: AuditEntry): void {
    this.entries.push(entry);
  }

  /** Hands over what is to be recorded and sent, and forgets it. */
  pull(): { entries: AuditEntry[]; dispatches: Dispatch[] } {
    const taken = { entries: [...this.entries, ...this.account.pullEvents()], dispatches: this.dispatches };
    this.entries = [];
    this.dispatches = [];
    return taken;
  }

  private restoreAddresses({ email, emailChanges, recoveryEmail }: Undoing, proven: string, occasion: Occasion): void {
    const { account } = this;
    const strange = new Set(emailChanges.map((change) => emailKey(change.email)));
    if (email !== null) account.restoreEmail(email, emailKey(proven) === emailKey(email), occasion);
    emailChanges.forEach((change) => change.undo());
    if (recoveryEmail !== undefined) {
      if (account.recoveryEmail !== null) strange.add(emailKey(account.recoveryEmail));
      account.recoverBy(recoveryEmail);
    }
    // Who reads the addresses that have been taken away again may have put them there: what went there does nothing more.
    this.notices.filter(({ to }) => strange.has(emailKey(to))).forEach((one) => one.spend(occasion.at));
  }

  /** The address of the notice while it is the account's own; a stranger's must not get the link that undoes the undoing. */
  private safeAddress({ to }: Notice): string {
    const { email, recoveryEmail } = this.account;
    return recoveryEmail !== null && emailKey(recoveryEmail) === emailKey(to) ? recoveryEmail : email;
  }

  private sendReset(id: PasswordResetId, to: string, application: string | null, occasion: Occasion): void {
    const reset = PasswordReset.request(id, this.account, { to, application, at: occasion.at });
    this.resets.push(reset);
    this.account.note('password.reset-requested', occasion, { application });
    this.dispatch({ type: 'password-reset', reset });
  }

  private addresses(notify: readonly string[], at: Date): string[] {
    const { email, recoveryEmail } = this.account;
    const replaced = this.emailChanges.map((change) => (change.holdsAddress(at) ? change.replaced : null));
    const all = [email, recoveryEmail, ...notify, ...replaced].filter((address) => address !== null);
    return all.filter((one, index) => all.findIndex((other) => emailKey(other) === emailKey(one)) === index);
  }

  private dispatch(dispatch: Dispatch): void {
    this.dispatches.push(dispatch);
  }
}

const earliest = (moments: readonly (Date | null)[]): string | undefined =>
  moments
    .flatMap((moment) => moment?.toISOString() ?? [])
    .sort()
    .at(0);
