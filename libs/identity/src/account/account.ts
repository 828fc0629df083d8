import { Aggregate, newId, type AccountId } from '@postern/kernel';
import { auditEntry, type AuditEntry, type AuditFacts, type AuditKind } from '../audit/audit-record.js';
import { canonicalUsername, emailKey, usernameKey } from './identifiers.js';
import type { Occasion } from './occasion.js';
import type { PasswordHash } from './password.js';
import { withinMailLimits } from '../recovery/mail-limits.js';

export interface PersonName {
  given: string;
  family: string;
}

export interface PostalAddress {
  line1: string;
  line2?: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** Closed accounts wait for their deletion: whoever was closed out by somebody else can still undo it. */
export type AccountState = 'active' | 'disabled' | 'closed';

/** What somebody may do in the whole installation, beside using it. */
export type AccountRole = 'operator' | 'support';

/** Languages that messages are written in (BCP 47). */
export type AccountLocale = 'en' | 'es';

/** Messages that are not about security, and so may be turned off. */
export interface NotificationPreferences {
  applications: { email: boolean; sms: boolean };
}

/** What is absent stays as it is; `address: null` removes it. */
export interface ProfileChanges {
  name?: PersonName;
  address?: PostalAddress | null;
  locale?: AccountLocale;
  notifications?: NotificationPreferences;
}

export interface Registration {
  username: string;
  email: string;
  name: PersonName;
  phone?: string;
  address?: PostalAddress;
  passwordHash: PasswordHash;
  locale: AccountLocale;
  at: Date;
  source: string | null;
  /** Who did it, where it was not the person. */
  actor?: AccountId;
}

/** One person's subscriber account (NIST SP 800-63-4). */
export class Account extends Aggregate<AuditEntry> {
  readonly state: AccountState;
  readonly emailVerifiedAt: Date | null;
  readonly role: AccountRole | null;
  readonly notifications: NotificationPreferences;
  /** Somebody reported a misuse: the password that was right until then opens nothing any more. */
  readonly passwordResetRequired: boolean;
  /** The proven address of the second factor where it is another one than the e-mail: recovery writes there. */
  readonly recoveryEmail: string | null;
  readonly closedAt: Date | null;
  /** When the username was mailed of late, ISO 8601. */
  readonly usernameMailedAt: readonly string[];

  private constructor(
    readonly id: AccountId,
    /** As typed (NFC), and so it must be typed at sign-in. */
    readonly username: string,
    /** Unique; see `usernameKey`. */
    readonly usernameKey: string,
    /** As typed; messages go there. */
    readonly email: string,
    /** Unique; see `emailKey`. */
    readonly emailKey: string,
    readonly name: PersonName,
    readonly phone: string | null,
    readonly address: PostalAddress | null,
    readonly passwordHash: PasswordHash,
    /** Grows whenever the password changes; what was granted under an older one is void. */
    readonly credentialVersion: number,
    readonly locale: AccountLocale,
    readonly createdAt: Date,
  ) {
    super();
    this.state = 'active';
    this.emailVerifiedAt = null;
    this.role = null;
    this.notifications = { applications: { email: true, sms: true } };
    this.passwordResetRequired = false;
    this.recoveryEmail = null;
    this.closedAt = null;
    this.usernameMailedAt = [];
  }

  static register(registration: Registration): Account {
    const { username, email, at, source, actor = null } = registration;
    const account = new Account(
      newId<AccountId>(),
      canonicalUsername(username),
      usernameKey(username),
      email,
      emailKey(email),
      registration.name,
      registration.phone ?? null,
      registration.address ?? null,
      registration.passwordHash,
      1,
      registration.locale,
      at,
    );
    account.record(auditEntry({ kind: 'account.registered', accountId: account.id, actor, at, source }));
    return account;
  }

  get isActive(): boolean {
    return this.state === 'active';
  }

  get emailIsVerified(): boolean {
    return this.emailVerifiedAt !== null;
  }

  /** What the second factor may hold for proven: the recovery address, or else the e-mail where it is. */
  get verifiedAddress(): string | null {
    return this.recoveryEmail ?? (this.emailIsVerified ? this.email : null);
  }

  /** Gives the account a part in running the whole installation. */
  appoint(role: AccountRole, { at, source, device }: Occasion): void {
    this.become({ role });
    this.record(auditEntry({ kind: 'operator.created', accountId: this.id, at, source, device, details: { role } }));
  }

  /** Nobody signs in to a disabled account, and its sessions end at once. */
  disable(): void {
    this.become({ state: 'disabled' });
  }

  /** The person answered from `address`. Says nothing about the account's own e-mail when it is another one. */
  verifyEmail(address: string, at: Date): void {
    if (emailKey(address) === this.emailKey) this.become({ emailVerifiedAt: this.emailVerifiedAt ?? at });
  }

  /** `address` is the second factor's from now on, and recovery's, which needs no mention where it is the account's own. */
  recoverBy(address: string | null): void {
    this.become({ recoveryEmail: address === null || emailKey(address) === this.emailKey ? null : address });
  }

  changeProfile(changes: ProfileChanges, occasion: Occasion): void {
    this.become(changes);
    this.note('profile.changed', occasion, { details: { fields: Object.keys(changes).sort().join(',') } });
  }

  changePhone(phone: string | null, occasion: Occasion): void {
    this.become({ phone });
    this.note('phone.changed', occasion);
  }

  changePassword(passwordHash: PasswordHash, occasion: Occasion): void {
    this.renewPassword(passwordHash);
    this.note('password.changed', occasion);
  }

  resetPassword(passwordHash: PasswordHash, occasion: Occasion): void {
    this.renewPassword(passwordHash);
    this.note('password.reset', occasion);
  }

  /** To an address that its owner has just answered from. */
  changeEmail(email: string, occasion: Occasion): void {
    this.moveTo(email, occasion.at);
    this.note('email.changed', occasion);
  }

  /** `proven`: the one who asks for it reads the mail there. */
  restoreEmail(email: string, proven: boolean, occasion: Occasion): void {
    this.moveTo(email, proven ? occasion.at : null);
    this.note('email.restored', occasion);
  }

  /** Somebody else was here: whatever they hold is void, and so is the password that they may know. */
  disavow(occasion: Occasion, facts: Partial<AuditFacts>): void {
    this.become({ credentialVersion: this.credentialVersion + 1, passwordResetRequired: true });
    this.note('account.disavowed', occasion, facts);
  }

  close(occasion: Occasion): void {
    this.become({ state: 'closed', closedAt: occasion.at, credentialVersion: this.credentialVersion + 1 });
    this.note('account.closed', occasion);
  }

  reopen(occasion: Occasion): void {
    this.become({ state: 'active', closedAt: null });
    this.note('account.reopened', occasion);
  }

  /** False when it was mailed too often of late: nobody's mailbox is filled through us. */
  mailUsername(occasion: Occasion): boolean {
    if (!this.isActive || !withinMailLimits(this.usernameMailedAt, occasion.at)) return false;
    this.become({ usernameMailedAt: [...this.usernameMailedAt.slice(-9), occasion.at.toISOString()] });
    this.note('username.reminded', occasion);
    return true;
  }

  /** An entry of the audit record about this account. */
  note(kind: AuditKind, { at, source, device }: Occasion, facts: Partial<AuditFacts> = {}): void {
    this.record(auditEntry({ kind, accountId: this.id, at, source, device, ...facts }));
  }

  private renewPassword(passwordHash: PasswordHash): void {
    this.become({ passwordHash, credentialVersion: this.credentialVersion + 1, passwordResetRequired: false });
  }

  private moveTo(email: string, emailVerifiedAt: Date | null): void {
    this.become({ email, emailKey: emailKey(email), emailVerifiedAt });
    this.recoverBy(this.recoveryEmail);
  }

  private become(changes: Partial<Account>): void {
    Object.assign(this, changes);
  }
}
