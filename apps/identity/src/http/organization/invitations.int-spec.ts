import type { InvitationView, OpenedInvitation, OrganizationList, OrganizationView } from '@postern/contracts';
import { Mailbox } from '../../testing/mailbox.js';
import { anOrganization, organizations, withRole } from '../../testing/organization.js';
import { codeOf, Resident, tally } from '../../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../../testing/running-identity.js';

describe('Invitations', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  let mailbox: Mailbox;
  beforeAll(async () => {
    identity = await runIdentity();
    operator = await withRole(identity, 'operator');
    mailbox = new Mailbox(identity);
  });
  afterAll(async () => {
    await mailbox.close();
    await identity.stop();
  });

  let addresses = 0;
  const given = async () => {
    const acme = await anOrganization(identity, operator, 'Acme & Sons');
    const invite = (email: string, wishes: object = {}) =>
      acme.boss.call<InvitationView>('POST', `${acme.path}/invitations`, { email, ...wishes });
    const mail = async (email: string) => mailbox.last(email, 'organization-invitation');
    const anAddress = () => `new-${(addresses += 1)}@example.org`;
    return { ...acme, invite, mail, anAddress };
  };
  const read = (token: string) =>
    identity.client.call<OpenedInvitation>({ method: 'POST', path: '/internal/invitations', body: { token }, caller });
  const accept = (token: string, by: Resident) =>
    by.call<OrganizationView>('POST', '/internal/invitations/acceptances', { token });
  const expire = (id: string) =>
    identity.database.query('expire', 'update identity.invitation set expires_at = now() where id = $1', [id]);

  it('go by mail, and make whoever is signed in and shows the link a member, once', async () => {
    const { id, boss, path, invite, mail, anAddress } = await given();
    const email = anAddress();
    const sent = await invite(email, { role: 'administrator', locale: 'es' });
    expect(sent).toMatchObject({ email, role: 'administrator', invitedBy: boss.person.username, state: 'open' });
    expect(Date.parse(sent.expiresAt) - Date.parse(sent.createdAt)).toBe(7 * 24 * 3600 * 1000);
    const { token, link, locale, data } = await mail(email);
    expect([locale, data]).toMatchObject(['es', { organization: 'Acme & Sons', invitedBy: boss.person.username }]);
    expect(link).toBe(`https://sign-in.example.test/invitation#token=${token}`);
    expect(await read(token)).toEqual({
      ...{ organization: 'Acme & Sons', email, role: 'administrator', expiresAt: sent.expiresAt },
    });

    const ann = await Resident.register(identity);
    expect(await accept(token, ann)).toMatchObject({ id, role: 'administrator', members: 3 });
    expect(await ann.call<OrganizationList>('GET', organizations)).toMatchObject({ organizations: [{ id }] });
    expect(await codeOf(read(token))).toBe('link.spent');
    expect(await codeOf(accept(token, await Resident.register(identity)))).toBe('link.spent');
    const list = await boss.call<{ invitations: InvitationView[] }>('GET', `${path}/invitations`);
    expect(list.invitations).toMatchObject([{ id: sent.id, state: 'accepted' }]);
  });

  it('S20: known and unknown addresses are answered alike', async () => {
    const { invite, anAddress, member } = await given();
    const stranger = await Resident.register(identity);
    const shapes = [];
    for (const email of [anAddress(), stranger.email, member.email]) {
      const { id: _, email: to, createdAt: _from, expiresAt: _until, ...rest } = await invite(email);
      expect(to).toBe(email);
      shapes.push(rest);
    }
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
  });

  it('S19: made up, altered, expired, revoked and replaced links are worth nothing', async () => {
    const { path, boss, invite, mail, anAddress } = await given();
    const ann = await Resident.register(identity);
    const both = async (token: string) => [await codeOf(read(token)), await codeOf(accept(token, ann))];
    expect(await both('x'.repeat(64))).toEqual(['link.unknown', 'link.unknown']);
    const email = anAddress();
    const first = await invite(email);
    const { token } = await mail(email);
    expect(await both(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toEqual([
      'link.unknown',
      'link.unknown',
    ]);
    await expire(first.id);
    expect(await both(token)).toEqual(['link.expired', 'link.expired']);

    const other = anAddress();
    const { id } = await invite(other);
    await boss.call('DELETE', `${path}/invitations/${id}`);
    expect(await codeOf(boss.call('DELETE', `${path}/invitations/${id}`))).toBeNull();
    expect(await both((await mail(other)).token)).toEqual(['link.expired', 'link.expired']);

    const third = anAddress();
    const replaced = await invite(third);
    const { token: old } = await mail(third);
    await identity.database.query(
      'age',
      `update identity.invitation set created_at = created_at - interval '2 minutes' where id = $1`,
      [replaced.id],
    );
    await invite(third.toUpperCase());
    expect(await both(old)).toEqual(['link.expired', 'link.expired']);
    expect(
      await codeOf(accept((await mailbox.last(third.toUpperCase(), 'organization-invitation')).token, ann)),
    ).toBeNull();
  });

  it('S14: an administrator who was removed does not come back by an invitation that was sent before', async () => {
    const { id, path, boss, member, mail, anAddress, invite } = await given();
    await boss.call('PUT', `${path}/members/${member.id}`, { role: 'administrator' });
    const [wayBack, honest] = [anAddress(), anAddress()];
    await member.call('POST', `${path}/invitations`, { email: wayBack, role: 'administrator' });
    await invite(honest);
    await boss.call('DELETE', `${path}/members/${member.id}`);
    const { token } = await mail(wayBack);
    expect(await codeOf(read(token))).toBe('link.expired');
    expect(await codeOf(accept(token, member))).toBe('link.expired');
    expect(await accept((await mail(honest)).token, member)).toMatchObject({ id, role: 'member' });
  });

  it('race: of many who show one link at once exactly one becomes a member', async () => {
    const { path, boss, invite, mail, anAddress } = await given();
    const email = anAddress();
    await invite(email);
    const { token } = await mail(email);
    const people = await Promise.all(Array.from({ length: 6 }, () => Resident.register(identity)));
    const outcomes = await Promise.all(people.map((one) => codeOf(accept(token, one))));
    expect(tally(outcomes)).toEqual({ null: 1, 'link.spent': 5 });
    expect(await boss.call('GET', `${path}/members`)).toMatchObject({ total: 3 });
  });

  it('race: shown by the same person many times at once, it counts once', async () => {
    const { invite, mail, anAddress } = await given();
    const email = anAddress();
    await invite(email);
    const { token } = await mail(email);
    const ann = await Resident.register(identity);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => codeOf(accept(token, ann))));
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
  });

  it('a member who shows one is told so, and leaves it open', async () => {
    const { member, invite, mail, anAddress } = await given();
    const email = anAddress();
    await invite(email);
    const { token } = await mail(email);
    expect(await codeOf(accept(token, member))).toBe('member.exists');
    expect(await codeOf(read(token))).toBeNull();
  });

  it('S21: one address is not written to over and over', async () => {
    const { invite, anAddress } = await given();
    const email = anAddress();
    await invite(email);
    await expect(invite(email)).rejects.toMatchObject({ code: 'invitation.limit' });
  });

  it('S9: the link is on no queue in clear, and in no table at all', async () => {
    const { invite, mail, anAddress } = await given();
    const email = anAddress();
    await invite(email);
    const { token } = await mail(email);
    const tables = ['identity.invitation', 'identity.audit', 'identity.outbox'];
    for (const table of tables) {
      const rows = await identity.database.query<{ row: string }>(
        `all ${table}`,
        `select t::text as row from ${table} t`,
      );
      expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
    }
  });
});
