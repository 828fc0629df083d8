import type { AccountId, Clock } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import type { Memberships } from '../organization/memberships.js';
import type { OrganizationId } from '../organization/organization.js';

export class RemoveMember {
  constructor(
    private readonly memberships: Memberships,
    private readonly clock: Clock,
  ) {}

  /** The account stays. Whoever removes himself leaves. */
  async execute(
    organizationId: OrganizationId,
    accountId: AccountId,
    by: Administrator,
  ): Promise<'removed' | 'last-administrator' | 'not-found'> {
    const membership = await this.memberships.get(organizationId, accountId);
    if (!membership) return 'not-found';
    const at = this.clock.now();
    if (accountId === by.actor) membership.leave(by, at);
    else membership.remove(by, at);
    return this.memberships.remove(membership);
  }
}
