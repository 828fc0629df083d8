import type { AccountId } from '@postern/kernel';
import type { AccountRole, AccountState, PersonName } from '../account/account.js';
import type { OrganizationRole } from './acting-role.js';
import type { OrganizationId } from './organization.js';

/** A member as those see him who administer the organization. */
export interface Member {
  accountId: AccountId;
  username: string;
  name: PersonName;
  email: string;
  emailVerified: boolean;
  role: OrganizationRole;
  state: AccountState;
  joinedAt: Date;
  lastSignInAt: Date | null;
  /** What the account is in the whole installation. */
  installationRole: AccountRole | null;
}

export interface MemberFilter {
  /** The beginning of the username, the e-mail address, the given or the family name, in any case. */
  query?: string | undefined;
  role?: OrganizationRole | undefined;
  state?: AccountState | undefined;
}

/** Counted no further than this. */
export const countedMembers = 100_000;

/** The members of organizations, to read. Every method fails when the store is away. */
export abstract class Members {
  /** In the order of their usernames; `after`: the username that the page before ended with. */
  abstract page(
    organizationId: OrganizationId,
    filter: MemberFilter,
    after: string | null,
    limit: number,
  ): Promise<Member[]>;

  /** How many there are in all, up to `countedMembers`. */
  abstract count(organizationId: OrganizationId, filter: MemberFilter): Promise<number>;

  abstract get(organizationId: OrganizationId, accountId: AccountId): Promise<Member | undefined>;
}
