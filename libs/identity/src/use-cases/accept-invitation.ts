import type { AccountId, Clock } from '@postern/kernel';
import type { Useless } from '../account/account-file.js';
import type { Origin } from '../audit/audit-record.js';
import type { Invitations } from '../organization/invitations.js';
import type { OrganizationId } from '../organization/organization.js';
import type { OpenInvitation } from './open-invitation.js';

export type AcceptInvitationOutcome =
  { outcome: 'accepted'; organizationId: OrganizationId } | { outcome: 'member-exists' | 'limit' | Useless };

export class AcceptInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly openInvitation: OpenInvitation,
    private readonly clock: Clock,
  ) {}

  /** Whoever holds the link becomes a member, whatever address it went to: people have more than one. */
  async execute(token: string, accountId: AccountId, origin: Origin): Promise<AcceptInvitationOutcome> {
    const opened = await this.openInvitation.execute(token);
    if (opened.outcome !== 'open') return opened;
    const { invitation } = opened;
    const membership = invitation.accept(accountId, origin, this.clock.now());
    const outcome = await this.invitations.accept(invitation, membership);
    if (outcome === 'accepted') return { outcome, organizationId: invitation.facts.organizationId };
    return { outcome: outcome === 'not-open' ? 'spent' : outcome };
  }
}
