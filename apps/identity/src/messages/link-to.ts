import type { LinkPurpose, LinkTokens } from '@postern/identity-domain';

/** The page behind each kind of link. */
const pages: Record<LinkPurpose, string> = {
  'password-reset': 'reset-password',
  'email-change': 'confirm-email',
  notice: 'not-me',
  invitation: 'invitation',
};

/** From the configured address, never from a request's; in the fragment, which no server sees (S17). */
export function linkTo(publicUrl: string, links: LinkTokens, purpose: LinkPurpose, id: string): { link: string } {
  const token = links.derive(purpose, id).reveal();
  return { link: `${publicUrl.replace(/\/+$/, '')}/${pages[purpose]}#token=${token}` };
}
