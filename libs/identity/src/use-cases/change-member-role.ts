import type { AccountId, Clock } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import type { OrganizationRole } from '../organization/acting-role.js';
import type { Memberships } from '../organization/memberships.js';
import type { OrganizationId } from '../organization/organization.js';

export class ChangeMemberRole {
  constructor(
    private readonly memberships: Memberships,
    private readonly clock: Clock,
  ) {}

  /** An organization keeps an administrator, whoever it is that asks. */
  async execute(
    organizationId: OrganizationId,
    accountId: AccountId,
    role: OrganizationRole,
    by: Administrator,
  ): Promise<'changed' | 'last-administrator' | 'not-found'> {
    const membership = await this.memberships.get(organizationId, accountId);
    if (!membership) return 'not-found';
    membership.changeRole(role, by, this.clock.now());
    const outcome = await this.memberships.save(membership);
    return outcome === 'saved' ? 'changed' : outcome;
  }
}
