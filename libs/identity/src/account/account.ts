import { Aggregate, newId, type AccountId } from '@postern/kernel';
import { auditEntry, type AuditEntry } from '../audit/audit-record.js';
import { canonicalUsername, emailKey, usernameKey } from './identifiers.js';
import type { PasswordHash } from './password.js';

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
  }

  static register(registration: Registration): Account {
    const { username, email, at, source } = registration;
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
    account.record(auditEntry({ kind: 'account.registered', accountId: account.id, at, source }));
    return account;
  }

  get isActive(): boolean {
    return this.state === 'active';
  }

  get emailIsVerified(): boolean {
    return this.emailVerifiedAt !== null;
  }

  /** Nobody signs in to a disabled account, and its sessions end at once. */
  disable(): void {
    this.become({ state: 'disabled' });
  }

  /** The person answered from `address`. Says nothing about the account's own e-mail when it is another one. */
  verifyEmail(address: string, at: Date): void {
    if (emailKey(address) === this.emailKey) this.become({ emailVerifiedAt: this.emailVerifiedAt ?? at });
  }

  private become(changes: Partial<Account>): void {
    Object.assign(this, changes);
  }
}
