import type { Clock } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import type { InvitationId } from '../organization/invitation.js';
import type { Invitations } from '../organization/invitations.js';
import type { OrganizationId } from '../organization/organization.js';

export class RevokeInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly clock: Clock,
  ) {}

  /** Another organization's, or one that was accepted already, is not found. Twice is once. */
  async execute(organizationId: OrganizationId, id: InvitationId, by: Administrator): Promise<'revoked' | 'not-found'> {
    const found = await this.invitations.get(id);
    const at = this.clock.now();
    if (found?.invitation.facts.organizationId !== organizationId) return 'not-found';
    const { invitation } = found;
    if (invitation.facts.revokedAt) return 'revoked';
    if (invitation.standing(at) === 'accepted') return 'not-found';
    invitation.revoke(by, at);
    return (await this.invitations.revoke(invitation)) === 'revoked' ? 'revoked' : 'not-found';
  }
}
