import type { InvitationView, OrganizationView } from '@postern/contracts';
import { linkTokenIn } from './inbox.js';
import type { Person } from './person.js';

/** As an operator: an organization that somebody runs from the start. */
export function createOrganization(operator: Person, name: string, administrator: Person): Promise<OrganizationView> {
  return operator.call('POST', '/v1/organizations', { name, administrator: administrator.username });
}

/** Asks somebody by mail, and returns the token that the mail brings. */
export async function invite(
  administrator: Person,
  { id }: Pick<OrganizationView, 'id'>,
  guest: Person,
  more: { role?: 'administrator' | 'member' } = {},
): Promise<string> {
  const invitation = { email: guest.email, ...more };
  await administrator.call<InvitationView>('POST', `/v1/organizations/${id}/invitations`, invitation);
  return linkTokenIn(await guest.receive(guest.email, 'organization-invitation'));
}

/** Asks somebody who has a session already, who accepts. */
export async function join(
  administrator: Person,
  organization: Pick<OrganizationView, 'id'>,
  guest: Person,
  more: { role?: 'administrator' | 'member' } = {},
): Promise<OrganizationView> {
  const token = await invite(administrator, organization, guest, more);
  return guest.call('POST', '/v1/invitations/acceptances', { token });
}

/** Reads server-sent events until `isLast` says that it was the last, or they end. */
export async function follow<View>(
  { client, session }: Person,
  path: string,
  isLast: (view: View) => boolean = () => false,
): Promise<View[]> {
  const reply = await fetch(new URL(path, client.url), { headers: { authorization: `Bearer ${session}` } });
  if (reply.status !== 200 || !reply.body) throw new Error(`GET ${path} answered ${reply.status}`);
  const views: View[] = [];
  let text = '';
  for await (const part of reply.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data === undefined) continue;
      const view = JSON.parse(data) as View;
      views.push(view);
      if (isLast(view)) return views;
    }
  }
  return views;
}
