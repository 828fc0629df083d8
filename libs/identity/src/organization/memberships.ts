import type { AccountId } from '@postern/kernel';
import type { OrganizationRole } from './acting-role.js';
import type { Membership } from './membership.js';
import type { OrganizationId } from './organization.js';

/** How somebody stands to an organization. */
export interface OrganizationStanding {
  organization: { id: OrganizationId; name: string };
  /** Null: is no member. */
  role: OrganizationRole | null;
}

/** Who belongs to which organization, with the events; both are stored together or not at all. Every method fails when the store is away. */
export abstract class Memberships {
  /**
   * Of several additions of one account at the same moment exactly one is `added`. `gone`: the organization or the account is;
   * `limit`: the account belongs to `mostMemberships` already, counted exactly however many come at once.
   */
  abstract add(membership: Membership): Promise<'added' | 'member-exists' | 'limit' | 'gone'>;

  abstract get(organizationId: OrganizationId, accountId: AccountId): Promise<Membership | undefined>;

  /** One read, for it is asked at every request about an organization. Undefined when there is no such organization. */
  abstract standing(organizationId: OrganizationId, accountId: AccountId): Promise<OrganizationStanding | undefined>;

  /**
   * Stores the role. `last-administrator`: nobody else with an active account would be left who can run the organization, and
   * nothing is stored; of two administrators who demote each other at the same moment one remains.
   */
  abstract save(membership: Membership): Promise<'saved' | 'last-administrator' | 'not-found'>;

  /** `last-administrator` as with `save`. Removing somebody twice changes and records nothing the second time. */
  abstract remove(membership: Membership): Promise<'removed' | 'last-administrator' | 'not-found'>;
}
