import type { OutgoingMessage } from '@postern/contracts';
import type { AccountLocale, InvitationFacts, LinkTokens } from '@postern/identity-domain';
import { newId } from '@postern/kernel';
import type { Sealer } from '@postern/platform';
import { linkTo } from './link-to.js';

/** The mail that invites somebody, who may or may not have an account. The link is derived here and sealed at once. */
export class InvitationMail {
  constructor(
    private readonly links: LinkTokens,
    private readonly sealer: Sealer,
    private readonly publicUrl: string,
  ) {}

  messageFor(invitation: InvitationFacts, organization: string, locale: AccountLocale): OutgoingMessage {
    const { invitedBy, email: to } = invitation;
    const id = newId();
    const expiresAt = invitation.expiresAt.toISOString();
    const sealed = this.sealer.seal(
      JSON.stringify(linkTo(this.publicUrl, this.links, 'invitation', invitation.id)),
      id,
    );
    const head = { id, template: 'organization-invitation', channel: 'email', to, locale } as const;
    const data = { organization, invitedBy, expiresAt };
    return {
      queue: 'notifications',
      name: 'send-message',
      body: { ...head, data, sealed, expiresAt, accountId: null },
    };
  }
}
