import type { AccountLocale } from '../account/account.js';
import type { Invitation, InvitationId } from './invitation.js';
import type { Membership } from './membership.js';
import type { OrganizationId } from './organization.js';

/** So many an organization may send in 24 hours; more people than that come from a file. */
export const invitationsPerDay = 200;

/** An invitation with the name of the organization, as its link shows it. */
export interface OpenedInvitation {
  invitation: Invitation;
  organization: string;
}

/**
 * All invitations, with their events and their mail: all are stored together or not at all. One whose sender may not invite any more,
 * being neither an active operator nor an active administrator of the organization, counts as revoked: nobody keeps a way back open
 * by a link from before. Every method fails when the store is away.
 */
export abstract class Invitations {
  /**
   * Takes the place of those that are open to the same address, and leaves the link for its delivery. `limit`: the organization
   * has sent too many in the last 24 hours, or to this address too many of late; counted exactly, however many come at once.
   */
  abstract send(invitation: Invitation, locale: AccountLocale): Promise<'sent' | 'limit' | 'gone'>;

  abstract get(id: InvitationId): Promise<OpenedInvitation | undefined>;

  /** The newest first; `after`: the last one of the page before. */
  abstract page(organizationId: OrganizationId, after: InvitationId | null, limit: number): Promise<Invitation[]>;

  /** `not-open`: it was accepted or revoked meanwhile, and nothing is stored. */
  abstract revoke(invitation: Invitation): Promise<'revoked' | 'not-open'>;

  /**
   * Stores the acceptance and the membership that it gives. Of several acceptances at the same moment exactly one is `accepted`.
   * `member-exists`, and `limit` as with `Memberships.add`: the invitation stays open for whom it was meant.
   */
  abstract accept(
    invitation: Invitation,
    membership: Membership,
  ): Promise<'accepted' | 'member-exists' | 'limit' | 'not-open'>;
}
