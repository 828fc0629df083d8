import type { AccountId } from '@postern/kernel';

/** Everything that is ever recorded. Names never change: reports and alarms are written against them. */
export type AuditKind =
  | 'account.registered'
  | 'account.registration-repeated'
  | 'account.disabled'
  | 'account.enabled'
  | 'account.closed'
  | 'account.reopened'
  | 'account.deleted'
  | 'account.disavowed'
  | 'account.exported'
  | 'profile.changed'
  | 'email.change-requested'
  | 'email.changed'
  | 'email.restored'
  | 'phone.changed'
  | 'password.accepted'
  | 'password.rejected'
  | 'password.refused-until-reset'
  | 'password.changed'
  | 'password.reset-requested'
  | 'password.reset-opened'
  | 'password.reset'
  | 'username.reminded'
  | 'passkey.accepted'
  | 'passkey.rejected'
  | 'session.issued'
  | 'session.renewed'
  | 'session.ended'
  | 'device.new'
  | 'terms.accepted'
  | 'terms.declined'
  | 'operator.created'
  | 'application.created'
  | 'application.changed'
  | 'application.removed'
  | 'factor-reset.authorized'
  | 'email.verified'
  | 'enrollment.postponed'
  | 'factor.activated'
  | 'factor.removed'
  | 'factor.disabled'
  | 'challenge.rejected'
  | 'challenge.locked'
  | 'recovery_codes.created'
  | 'recovery_code.used'
  | 'device.remembered'
  | 'device.forgotten'
  | 'factors.recovered'
  | 'factor_reset.requested'
  | 'factor_reset.stopped'
  | 'factor_reset.applied'
  | 'organization.created'
  | 'organization.renamed'
  | 'mfa-policy.changed'
  | 'member.joined'
  | 'member.changed'
  | 'member.left'
  | 'member.removed'
  | 'member.recovery-started'
  | 'invitation.sent'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'import.begun'
  | 'import.complete'
  | 'rollout.begun'
  | 'rollout.paused'
  | 'rollout.resumed'
  | 'rollout.cancelled'
  | 'rollout.retried'
  | 'rollout.complete'
  | 'rollout.complete-with-errors'
  | 'rollout.reminded';

/** From where something was done, as far as that is known. A client says of its device what it likes: never decide on it. */
export interface Origin {
  /** The client's address, IPv6 cut to its /64. */
  source: string | null;
  /** Such as `Firefox on Windows`. */
  device: string | null;
}

export const unknownOrigin: Origin = { source: null, device: null };

/** What is worth knowing beside that. Small, flat, and never a secret. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** One event: who, when, from where, with which factor, for which application. Holds no secret. */
export interface AuditEntry extends Origin {
  kind: AuditKind;
  /** Whom it is about; null when nobody was recognized, such as a sign-in with an unknown username. */
  accountId: AccountId | null;
  /** Who did it, where that was not the person. */
  actor: AccountId | null;
  at: Date;
  /** `id` is null for the password, of which an account has one. */
  factor: { kind: string; id: string | null } | null;
  application: string | null;
  flowId: string | null;
  details: AuditDetails | null;
  /** In which organization it was done; null for what concerns none. */
  organizationId: string | null;
}

/** The parts of an entry that have something to say; the rest is null. */
export type AuditFacts = Pick<AuditEntry, 'kind' | 'at'> & Partial<AuditEntry>;

export const auditEntry = (facts: AuditFacts): AuditEntry => ({
  accountId: null,
  actor: null,
  source: null,
  device: null,
  factor: null,
  application: null,
  flowId: null,
  details: null,
  organizationId: null,
  ...facts,
});

/** An entry as the person reads it. */
export interface Activity extends AuditEntry {
  /** Grows with time; a page ends at one and the next begins after it. */
  id: string;
}

/** An entry as those read it who administer an organization. */
export interface OrganizationActivity extends Activity {
  /** Usernames of `accountId` and `actor`. */
  accountName: string | null;
  actorName: string | null;
}

/** The record of events. Entries are only ever added. Every method fails when the store is away. */
export abstract class AuditRecord {
  abstract append(entry: AuditEntry): Promise<void>;

  /**
   * The newest entries about one account, newest first: those before the entry `before`, where it is named, and of these
   * `kinds` only, where there are any.
   */
  abstract ofAccount(
    accountId: AccountId,
    limit: number,
    before?: string,
    kinds?: readonly AuditKind[],
  ): Promise<Activity[]>;

  /** The newest of one organization, newest first, with names where the accounts are still there. */
  abstract ofOrganization(organizationId: string, limit: number, before?: string): Promise<OrganizationActivity[]>;
}
