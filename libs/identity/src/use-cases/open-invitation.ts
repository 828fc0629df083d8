import type { Clock } from '@postern/kernel';
import type { Useless } from '../account/account-file.js';
import type { InvitationId, InvitationStanding } from '../organization/invitation.js';
import type { Invitations, OpenedInvitation } from '../organization/invitations.js';
import type { LinkTokens } from '../recovery/link-tokens.js';

export type OpenInvitationOutcome = ({ outcome: 'open' } & OpenedInvitation) | { outcome: Useless };

/** One that was revoked has had its time. */
const useless: Record<Exclude<InvitationStanding, 'open'>, Useless> = {
  accepted: 'spent',
  revoked: 'expired',
  expired: 'expired',
};

/** What the link's page shows; spends nothing. */
export class OpenInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  async execute(token: string): Promise<OpenInvitationOutcome> {
    const id = this.links.read('invitation', token);
    const found = id === null ? undefined : await this.invitations.get(id as InvitationId);
    if (!found) return { outcome: 'unknown' };
    const standing = found.invitation.standing(this.clock.now());
    return standing === 'open' ? { outcome: standing, ...found } : { outcome: useless[standing] };
  }
}
