import type { Clock } from '@postern/kernel';
import type { AccountLocale } from '../account/account.js';
import type { Administrator } from '../application/application.js';
import type { OrganizationRole } from '../organization/acting-role.js';
import { Invitation } from '../organization/invitation.js';
import type { Invitations } from '../organization/invitations.js';
import type { OrganizationId } from '../organization/organization.js';

export interface InviteMemberInput {
  organizationId: OrganizationId;
  email: string;
  role: OrganizationRole;
  locale: AccountLocale;
  /** Username of who invites, as the mail says it. */
  invitedBy: string;
}

export type InviteMemberOutcome = { outcome: 'sent'; invitation: Invitation } | { outcome: 'limit' | 'gone' };

export class InviteMember {
  constructor(
    private readonly invitations: Invitations,
    private readonly clock: Clock,
  ) {}

  /** Looks up no account: known and unknown addresses cannot be told apart (S20). */
  async execute({ locale, ...to }: InviteMemberInput, by: Administrator): Promise<InviteMemberOutcome> {
    const invitation = Invitation.send(to, by, this.clock.now());
    const outcome = await this.invitations.send(invitation, locale);
    return outcome === 'sent' ? { outcome, invitation } : { outcome };
  }
}
