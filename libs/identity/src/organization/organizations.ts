import type { AccountId } from '@postern/kernel';
import type { AuditEntry } from '../audit/audit-record.js';
import type { Requirement } from '../session/requirement.js';
import type { OrganizationRole } from './acting-role.js';
import type { Membership } from './membership.js';
import type { Organization, OrganizationId } from './organization.js';

export interface OrganizationSummary {
  id: OrganizationId;
  name: string;
  createdAt: Date;
  members: number;
}

/** What an organization asks of its members' sessions. */
export interface SessionRequirement extends Requirement {
  /** Of two requirements the one with the greater revision holds, whichever comes first. */
  revision: number;
}

/** All organizations, with their events: both are stored together or not at all. Every method fails when the store is away. */
export abstract class Organizations {
  /**
   * Together with its first member. `account-gone`: there is no such account any more, `limit`: it belongs to `mostMemberships`
   * already; nothing is stored then.
   */
  abstract add(organization: Organization, first: Membership | null): Promise<'added' | 'account-gone' | 'limit'>;

  abstract get(id: OrganizationId): Promise<{ organization: Organization; members: number } | undefined>;

  /** `overtaken`: somebody else has changed it since it was read, and nothing is stored. */
  abstract save(organization: Organization): Promise<'saved' | 'overtaken'>;

  /** In the order of their names; `query`: the beginning of the name, in any case; `after`: the last one of the page before. */
  abstract page(query: string, after: OrganizationId | null, limit: number): Promise<OrganizationSummary[]>;

  /** Those that an account is a member of, by name. */
  abstract of(accountId: AccountId): Promise<(OrganizationSummary & { role: OrganizationRole })[]>;

  /**
   * From now on each session of a member is measured by it (S14). A requirement that comes late, or again, changes and
   * records nothing.
   */
  abstract require(id: OrganizationId, requirement: SessionRequirement, entry: AuditEntry): Promise<void>;
}
