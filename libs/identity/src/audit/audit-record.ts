import type { AccountId } from '@postern/kernel';

/** Everything that is ever recorded. Names never change: reports and alarms are written against them. */
export type AuditKind =
  | 'account.registered'
  | 'account.registration-repeated'
  | 'password.accepted'
  | 'password.rejected'
  | 'session.issued'
  | 'session.ended'
  | 'email.verified'
  | 'enrollment.postponed'
  | 'factor.activated'
  | 'factor.disabled'
  | 'challenge.rejected'
  | 'challenge.locked';

/** One authentication event: who, when, from where, with which factor, for which application. Holds no secret. */
export interface AuditEntry {
  kind: AuditKind;
  /** Null when nobody was recognized, such as a sign-in with an unknown username. */
  accountId: AccountId | null;
  at: Date;
  /** The client's address, IPv6 cut to its /64; null when unknown. */
  source: string | null;
  /** `id` is null for the password, of which an account has one. */
  factor: { kind: string; id: string | null } | null;
  application: string | null;
  flowId: string | null;
}

/** The parts of an entry that have something to say; the rest is null. */
export type AuditFacts = Pick<AuditEntry, 'kind' | 'at'> & Partial<AuditEntry>;

export const auditEntry = (facts: AuditFacts): AuditEntry => ({
  accountId: null,
  source: null,
  factor: null,
  application: null,
  flowId: null,
  ...facts,
});

/** The record of authentication events. Entries are only ever added. Both methods fail when the store is away. */
export abstract class AuditRecord {
  abstract append(entry: AuditEntry): Promise<void>;

  /** The newest entries about one account, newest first. */
  abstract ofAccount(accountId: AccountId, limit: number): Promise<AuditEntry[]>;
}
