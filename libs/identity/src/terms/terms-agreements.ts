import type { AccountId } from '@postern/kernel';
import type { Terms } from '../application/application-settings.js';
import type { AuditEntry, Origin } from '../audit/audit-record.js';

/** The terms in force, and whether somebody has agreed to them. */
export interface TermsStanding {
  terms: Terms;
  agreed: boolean;
}

/** Who agreed to which terms, when and from where. */
export interface TermsAgreement extends Origin {
  accountId: AccountId;
  application: string;
  version: string;
  at: Date;
}

/** What people agreed to. Every method fails when the store is away. */
export abstract class TermsAgreements {
  /** One read. `none`: the application asks for none. Undefined where it is gone. */
  abstract standing(accountId: AccountId, application: string): Promise<TermsStanding | 'none' | undefined>;

  /** With its entry in the audit record. The first agreement to a version stays; later ones change and record nothing. */
  abstract add(agreement: TermsAgreement, entry: AuditEntry): Promise<void>;

  /** Whether anybody has agreed to this version. */
  abstract toVersion(application: string, version: string): Promise<boolean>;

  /** All of one person, oldest first. */
  abstract of(accountId: AccountId): Promise<TermsAgreement[]>;
}
