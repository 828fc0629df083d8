import type { Clock } from '@postern/kernel';
import { isSurelyCalled, type Credentials } from '../account/credentials.js';
import type { Administrator } from '../application/application.js';
import type { OrganizationRole } from '../organization/acting-role.js';
import { Membership } from '../organization/membership.js';
import type { Memberships } from '../organization/memberships.js';
import type { OrganizationId } from '../organization/organization.js';

export type AddMemberOutcome =
  | 'added'
  | 'member-exists'
  | 'limit'
  | 'account-not-found'
  /** Named by an address that nobody has proven to be theirs. */
  | 'address-unverified'
  | 'organization-not-found';

/** Makes somebody a member without asking; for whoever has the command line of the server. Everybody else invites. */
export class AddMember {
  constructor(
    private readonly memberships: Memberships,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  async execute(
    organizationId: OrganizationId,
    identifier: string,
    role: OrganizationRole,
    by: Administrator,
  ): Promise<AddMemberOutcome> {
    const found = await this.credentials.findByIdentifier(identifier);
    if (!found) return 'account-not-found';
    if (!isSurelyCalled(identifier, found)) return 'address-unverified';
    const { accountId } = found;
    const outcome = await this.memberships.add(
      Membership.join({ organizationId, accountId, role, joinedAt: this.clock.now() }, by),
    );
    return outcome === 'gone' ? 'organization-not-found' : outcome;
  }
}
