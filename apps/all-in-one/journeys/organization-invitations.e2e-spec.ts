import type { InvitationPage, MemberPage, OpenedInvitation, OrganizationView } from '@postern/contracts';
import { createOrganization, invite, join, Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Coming into an organization, and leaving it', () => {
  let postern: Installation;
  let alice: Person;
  let organization: OrganizationView;

  beforeAll(async () => {
    postern = await install();
    alice = await postern.enrolled();
    organization = await createOrganization(await postern.operator(), 'Acme Logistics', alice);
  });

  afterAll(() => postern.stop());

  const path = (rest = '') => `/v1/organizations/${organization.id}${rest}`;
  const members = async (query = '') =>
    (await alice.call<MemberPage>('GET', path(`/members?query=${query}`))).members.map(({ username }) => username);

  it('invitation, registration, acceptance: the link says what it is about and works once', async () => {
    const guest = new Person(postern.client);
    const token = await invite(alice, organization, guest);
    const opened = await postern.client.expect<OpenedInvitation>('POST', '/v1/invitations', { token });
    expect(opened).toMatchObject({ organization: 'Acme Logistics', email: guest.email, role: 'member' });
    expect(await guest.tryCall('POST', '/v1/invitations/acceptances', { token })).toMatchObject({ status: 401 });

    await guest.register();
    await guest.enroll();
    expect(await guest.call('POST', '/v1/invitations/acceptances', { token })).toMatchObject({
      id: organization.id,
      name: 'Acme Logistics',
      role: 'member',
    });
    expect(await members(guest.username)).toEqual([guest.username]);
    for (const again of ['/v1/invitations', '/v1/invitations/acceptances']) {
      expect(await guest.tryCall('POST', again, { token })).toMatchObject({
        status: 410,
        body: { code: 'link.spent' },
      });
    }
    const { invitations } = await alice.call<InvitationPage>('GET', path('/invitations'));
    expect(invitations).toMatchObject([{ email: guest.email, state: 'accepted', invitedBy: alice.username }]);
  });

  it('one that is withdrawn leads nowhere', async () => {
    const guest = await postern.enrolled();
    const token = await invite(alice, organization, guest);
    const { invitations } = await alice.call<InvitationPage>('GET', path('/invitations'));
    const open = invitations.find(({ email }) => email === guest.email);
    await alice.call('DELETE', path(`/invitations/${open?.id}`));
    const refused = await guest.tryCall('POST', '/v1/invitations/acceptances', { token });
    expect(refused.status).toBeGreaterThanOrEqual(404);
    expect(await members(guest.username)).toEqual([]);
  });

  it('two who open one link at once: one comes in', async () => {
    const [guest, friend] = [await postern.enrolled(), await postern.enrolled()];
    const token = await invite(alice, organization, guest);
    const replies = await Promise.all(
      [guest, friend].map((person) => person.tryCall('POST', '/v1/invitations/acceptances', { token })),
    );
    expect(replies.filter(({ status }) => status < 300)).toHaveLength(1);
  });

  it('the last administrator stays; a second one may go, and is nobody there afterwards', async () => {
    const lastOne = { status: 409, body: { code: 'organization.last_administrator' } };
    expect(await alice.tryCall('DELETE', path('/members/me'))).toMatchObject(lastOne);
    const anna = await postern.enrolled();
    await join(alice, organization, anna, { role: 'administrator' });
    expect((await anna.tryCall('GET', path('/members'))).status).toBe(200);
    await anna.call('DELETE', path('/members/me'));
    expect(await anna.tryCall('GET', path('/members'))).toMatchObject({
      status: 404,
      body: { code: 'organization.not_found' },
    });
    expect(await anna.call('GET', '/v1/organizations')).toEqual({ organizations: [] });
  });

  it('roles are given and taken, and hold at the next call', async () => {
    const ben = await postern.enrolled();
    await join(alice, organization, ben);
    const { account } = await ben.readSession();
    expect((await ben.tryCall('GET', path())).status).toBe(404);
    await alice.call('PUT', path(`/members/${account.id}`), { role: 'administrator' });
    expect(await ben.call('GET', path())).toMatchObject({ role: 'administrator' });
    await alice.call('PUT', path(`/members/${account.id}`), { role: 'member' });
    expect((await ben.tryCall('GET', path())).status).toBe(404);
    await alice.call('DELETE', path(`/members/${account.id}`));
    expect(await ben.call('GET', '/v1/organizations')).toEqual({ organizations: [] });
    expect((await ben.readSession()).aal).toBe('aal2');
  });
});
