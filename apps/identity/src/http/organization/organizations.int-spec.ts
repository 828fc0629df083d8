import {
  administrationTokenClaims,
  subjectTokenClaims,
  type AdministrationToken,
  type Authenticated,
  type MemberPage,
  type MemberView,
  type OrganizationActivityPage,
  type OrganizationApplications,
  type OrganizationList,
  type OrganizationPage,
  type OrganizationView,
} from '@postern/contracts';
import { newId } from '@postern/kernel';
import { Mailbox } from '../../testing/mailbox.js';
import { anOrganization, join, organizations, withRole } from '../../testing/organization.js';
import { codeOf, Resident, tally } from '../../testing/resident.js';
import { runIdentity, type RunningIdentity } from '../../testing/running-identity.js';

type Call = [method: Parameters<Resident['call']>[0], path: string, body?: unknown];

describe('Organizations', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  let support: Resident;
  beforeAll(async () => {
    identity = await runIdentity();
    [operator, support] = [await withRole(identity, 'operator'), await withRole(identity, 'support')];
  });
  afterAll(() => identity.stop());

  const organization = (name?: string) => anOrganization(identity, operator, name);
  const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;
  const reading = (path: string, account: string): Call[] => [
    ['GET', path],
    ['GET', `${path}/members`],
    ['GET', `${path}/members/${account}`],
    ['GET', `${path}/invitations`],
    ['GET', `${path}/activity`],
    ['GET', `${path}/applications`],
    ['POST', `${path}/administration-tokens`, { permission: 'read' }],
  ];
  const helping = (path: string, account: string): Call[] => [
    ['DELETE', `${path}/members/${account}/sessions`],
    ['POST', `${path}/members/${account}/password-reset`],
    ['POST', `${path}/members/${account}/subject-tokens`, { purpose: 'factor-reset' }],
  ];
  const changing = (path: string, account: string): Call[] => [
    ['PATCH', path, { name: 'Acme' }],
    ['PUT', `${path}/members/${account}`, { role: 'member' }],
    ['POST', `${path}/invitations`, { email: `${newId()}@example.org` }],
    ['DELETE', `${path}/invitations/${newId()}`],
    ['POST', `${path}/administration-tokens`, { permission: 'change' }],
    ['DELETE', `${path}/members/${account}`],
  ];
  const every = (path: string, account: string) => [
    ...reading(path, account),
    ...helping(path, account),
    ...changing(path, account),
  ];
  const answers = async (calls: Call[], by: Resident, session?: string) => {
    const codes: [string, string | null][] = [];
    for (const [method, path, body] of calls)
      codes.push([`${method} ${path}`, await codeOf(by.call(method, path, body, session))]);
    return codes;
  };
  const all = (calls: Call[], code: string | null) => calls.map(([method, path]) => [`${method} ${path}`, code]);

  describe('S22: by any route', () => {
    it('to strangers, members and administrators of others it does not exist, whether it does or not', async () => {
      const [acme, beta] = [await organization(), await organization()];
      const stranger = await Resident.register(identity);
      for (const path of [acme.path, `${organizations}/${newId()}`, `${organizations}/x`]) {
        const calls = every(path, acme.member.id);
        for (const who of [stranger, acme.member, beta.boss, beta.member]) {
          expect(await answers(calls, who)).toEqual(all(calls, 'organization.not_found'));
        }
        const wrong: Call[] = calls.filter(([, , body]) => body).map(([method, at]) => [method, at, { wrong: 1 }]);
        expect(await answers(wrong, acme.member)).toEqual(all(wrong, 'organization.not_found'));
      }
      expect(await acme.member.refusal()).toBeNull();
      expect(await codeOf(stranger.call('DELETE', `${acme.path}/members/me`))).toBe('organization.not_found');
      expect(await codeOf(operator.call('DELETE', `${acme.path}/members/me`))).toBe('organization.not_found');
    });

    it('without a session nobody gets so far', async () => {
      const { path, member, boss } = await organization();
      const calls = every(path, member.id);
      expect(await answers(calls, boss, '')).toEqual(all(calls, 'session.required'));
    });

    it('support reads and helps, and changes nothing', async () => {
      const { path, member } = await organization();
      const [reads, helps, changes] = [reading(path, member.id), helping(path, member.id), changing(path, member.id)];
      expect(await answers([...reads, ...helps], support)).toEqual(all([...reads, ...helps], null));
      expect(await answers(changes, support)).toEqual(all(changes, 'organization.not_found'));
    });

    it('administrators and operators may do everything, to members of that one organization alone', async () => {
      for (const who of ['boss', 'operator'] as const) {
        const acme = await organization();
        const actor = who === 'boss' ? acme.boss : operator;
        const calls = every(acme.path, acme.member.id).filter(
          ([method, path]) => !(method === 'DELETE' && path.includes('invitations')),
        );
        expect(await answers(calls, actor)).toEqual(all(calls, null));
        const elsewhere = await organization();
        const stray = every(acme.path, elsewhere.member.id).filter(([, path]) => path.includes(elsewhere.member.id));
        expect(await answers(stray, actor)).toEqual(all(stray, 'member.not_found'));
        expect(await elsewhere.member.refusal()).toBeNull();
        const none = every(acme.path, 'x').filter(([, path]) => path.includes('/members/x'));
        expect(await answers(none, actor)).toEqual(all(none, 'member.not_found'));
      }
    });

    it('of an invitation to another organization nobody reads or revokes anything', async () => {
      const [acme, beta] = [await organization(), await organization()];
      const { id } = await acme.boss.call<{ id: string }>('POST', `${acme.path}/invitations`, {
        email: 'x@example.org',
      });
      expect(await codeOf(beta.boss.call('DELETE', `${beta.path}/invitations/${id}`))).toBe('invitation.not_found');
      const { invitations } = await beta.boss.call<{ invitations: unknown[] }>(
        'GET',
        `${beta.path}/invitations?cursor=${id}`,
      );
      expect(invitations).toEqual([]);
      expect(await codeOf(acme.boss.call('DELETE', `${acme.path}/invitations/${id.toUpperCase()}`))).toBeNull();
    });

    it('a role that was taken away is gone at once', async () => {
      const { path, boss, member } = await organization();
      await boss.call('PUT', `${path}/members/${member.id}`, { role: 'administrator' });
      expect(await codeOf(member.call('GET', path))).toBeNull();
      await boss.call('PUT', `${path}/members/${member.id}`, { role: 'member' });
      expect(await codeOf(member.call('GET', path))).toBe('organization.not_found');
    });

    it('S20: an id in capitals is the same organization and the same member', async () => {
      const { id, boss, member } = await organization();
      const path = `${organizations}/${id.toUpperCase()}`;
      expect(await boss.call('GET', `${path}/members/${member.id.toUpperCase()}`)).toMatchObject({
        accountId: member.id,
      });
    });
  });

  describe('S11: how sure we are of who acts', () => {
    it('reading takes the highest level of the account, and changing that in the last five minutes', async () => {
      const { path, boss, member } = await organization();
      const weak = await boss.signIn({ aal: 'aal1', highest_aal: 'aal2' });
      const old = await boss.signIn({ auth_time: seconds(301) });
      const everything = every(path, member.id);
      expect(await answers(everything, boss, weak)).toEqual(all(everything, 'session.step_up_required'));
      const reads = reading(path, member.id);
      const changes = [...helping(path, member.id), ...changing(path, member.id)];
      expect(await answers(reads, boss, old)).toEqual(all(reads, null));
      expect(await answers(changes, boss, old)).toEqual(all(changes, 'session.step_up_required'));
    });

    it('an administrator without any second factor can turn it on; operators and support always need one', async () => {
      const { path, boss } = await organization();
      const claims = { aal: 'aal1', highest_aal: 'aal1', amr: ['pwd'] } as const;
      const only = await boss.signIn({ ...claims, amr: ['pwd'] });
      const change: Call = ['POST', `${path}/administration-tokens`, { permission: 'change' }];
      expect(await answers([['GET', path], change], boss, only)).toEqual(all([['GET', path], change], null));
      for (const who of [operator, support]) {
        const session = await who.signIn({ ...claims, amr: ['pwd'] });
        await expect(who.call('GET', path, undefined, session)).rejects.toMatchObject({
          code: 'session.step_up_required',
          details: { required: { aal: 'aal2', maxAgeSeconds: 300 } },
        });
      }
    });
  });

  describe('are created, named and listed', () => {
    it('by operators, for an administrator of theirs or themselves', async () => {
      const boss = await Resident.register(identity);
      const create = (body: unknown, by = operator) => by.call<OrganizationView>('POST', organizations, body);
      const made = await create({ name: ' Acme Freight ', administrator: boss.person.username });
      expect(made).toEqual({
        id: expect.any(String),
        name: 'Acme Freight',
        role: 'operator',
        members: 1,
        createdAt: expect.any(String),
      });
      expect(await boss.call<OrganizationList>('GET', organizations)).toEqual({
        organizations: [{ ...made, role: 'administrator' }],
      });
      const mine = await create({ name: 'Mine' });
      const { organizations: own } = await operator.call<OrganizationList>('GET', organizations);
      expect(own.map(({ id, role }) => [id, role])).toEqual([[mine.id, 'operator']]);
      for (const who of [boss, support]) expect(await codeOf(create({ name: 'X' }, who))).toBe('request.not_found');
      await expect(create({ name: 'X', administrator: 'nobody-at-all' })).rejects.toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ field: 'administrator' }] },
      });
    });

    it('pre-registration: an address that nobody has verified makes nobody an administrator', async () => {
      const thief = await Resident.register(identity);
      const create = () =>
        operator.call<OrganizationView>('POST', organizations, { name: 'X', administrator: thief.email.toUpperCase() });
      await expect(create()).rejects.toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ field: 'administrator', reason: 'unverified' }] },
      });
      expect(await thief.call<OrganizationList>('GET', organizations)).toEqual({ organizations: [] });
      await identity.database.query('verify', 'update identity.account set email_verified_at = now() where id = $1', [
        thief.id,
      ]);
      const { id } = await create();
      expect((await thief.call<OrganizationList>('GET', organizations)).organizations).toMatchObject([{ id }]);
    });

    it('and renamed by their administrators', async () => {
      const { path, boss } = await organization('Before');
      expect(await boss.call('PATCH', path, { name: 'After' })).toMatchObject({
        name: 'After',
        role: 'administrator',
        members: 2,
      });
      expect(await codeOf(boss.call('PATCH', path, { name: '\u202E' }))).toBe('request.invalid');
    });

    it('all of them for operators and support, by page', async () => {
      const mark = newId();
      for (const name of ['c', 'a', 'b']) await organization(`${mark} ${name}`);
      const page = (by: Resident, cursor = '') =>
        by.call<OrganizationPage>('GET', `/internal/admin/organizations?query=${mark}&limit=2${cursor}`);
      const first = await page(operator);
      const last = await page(support, `&cursor=${first.nextCursor}`);
      expect([...first.organizations, ...last.organizations].map(({ name }) => name.slice(-1))).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(last).toMatchObject({ nextCursor: null, organizations: [{ role: 'support', members: 2 }] });
      expect(await codeOf(page((await organization()).boss))).toBe('request.not_found');
      expect(await codeOf(page(operator, '&cursor=xyz'))).toBe('request.invalid');
    });
  });

  it('name the applications to those who run them, and nothing else of these', async () => {
    const { path, boss } = await organization();
    for (const slug of ['parcel-desk', 'mail-watch']) {
      const body = {
        slug,
        name: `The ${slug}`,
        supportContact: 'help@example.org',
        redirectTargets: ['https://secret.example/in'],
      };
      await operator.call('POST', '/internal/admin/applications', body);
    }
    expect(await boss.call<OrganizationApplications>('GET', `${path}/applications`)).toEqual({
      applications: [
        { slug: 'mail-watch', name: 'The mail-watch' },
        { slug: 'parcel-desk', name: 'The parcel-desk' },
      ],
    });
  });

  describe('members', () => {
    it('are searched, filtered and paged through', async () => {
      const { path, boss, member, id } = await organization();
      const others = [];
      for (let count = 0; count < 3; count++) {
        const one = await Resident.register(identity, { name: { given: 'Íñigo', family: `Montoya ${count}` } });
        await join(identity, id, one);
        others.push(one.person.username);
      }
      const read = (query: string) => boss.call<MemberPage>('GET', `${path}/members?${query}`);
      const first = await read('limit=3');
      expect(first).toMatchObject({ total: 5, nextCursor: expect.any(String) });
      const rest = await read(`limit=3&cursor=${first.nextCursor}`);
      const shown = [...first.members, ...rest.members].map(({ username }) => username);
      expect([rest.nextCursor, shown.length, new Set(shown).size]).toEqual([null, 5, 5]);
      const found = await read(`query=${encodeURIComponent('íÑI')}`);
      expect([found.total, found.members.map(({ username }) => username).sort()]).toEqual([3, others.sort()]);
      expect(await read('role=administrator')).toMatchObject({
        total: 1,
        members: [{ accountId: boss.id, lastSignInAt: expect.any(String) }],
      });
      expect((await read(`query=${member.email.toUpperCase()}`)).members).toMatchObject([
        { accountId: member.id, role: 'member', state: 'active' },
      ]);
      for (const bad of ['cursor=AA', 'query=%00', 'limit=1000', 'role=king', 'x=1'])
        expect(await codeOf(read(bad))).toBe('request.invalid');
    });

    it('a member leaves one of their organizations, which is nobody else’s doing, and is in it no more', async () => {
      const [acme, beta] = [await organization('Acme'), await organization('Beta')];
      const { member, path, boss } = acme;
      await join(identity, beta.id, member);
      const mine = async () =>
        (await member.call<OrganizationList>('GET', organizations)).organizations.map(({ name, role }) => [name, role]);
      expect(await mine()).toEqual([
        ['Acme', 'member'],
        ['Beta', 'member'],
      ]);
      const leave = () => codeOf(member.call('DELETE', `${path}/members/me`));
      expect([await leave(), await leave()]).toEqual([null, 'organization.not_found']);
      expect(await mine()).toEqual([['Beta', 'member']]);
      const { entries } = await boss.call<OrganizationActivityPage>('GET', `${path}/activity`);
      const { username } = member.person;
      expect(entries.filter(({ kind }) => kind === 'member.left')).toMatchObject([{ account: username, actor: null }]);
    });

    it('the last administrator cannot leave, step down, be removed or close the account, until another one is there', async () => {
      const { path, boss, member, id } = await organization();
      const own = `${path}/members/${boss.id}`;
      const refused: Call[] = [
        ['DELETE', `${path}/members/me`],
        ['PUT', own, { role: 'member' }],
        ['DELETE', own],
        ['POST', '/internal/account/closure'],
      ];
      expect(await answers(refused, boss)).toEqual(all(refused, 'organization.last_administrator'));
      expect(await codeOf(operator.call('DELETE', own))).toBe('organization.last_administrator');
      await operator.call('PUT', `${path}/members/${member.id}`, { role: 'administrator' });
      expect(await codeOf(boss.call('DELETE', `${path}/members/me`))).toBeNull();
      expect(await codeOf(boss.call('GET', path))).toBe('organization.not_found');
      await identity.database.query(
        'alone',
        'delete from identity.membership where organization_id = $1 and account_id = $2',
        [id, boss.id],
      );
      // With nobody left behind there is nobody to look after.
      expect(await codeOf(member.call('POST', '/internal/account/closure'))).toBeNull();
    });

    it('race: of two administrators who demote each other, leave or close their accounts at once one remains', async () => {
      for (const how of ['demote', 'leave', 'close'] as const) {
        const { path, boss, member: other, id } = await organization();
        await join(identity, id, await Resident.register(identity));
        await operator.call('PUT', `${path}/members/${other.id}`, { role: 'administrator' });
        const calls: Record<typeof how, (one: Resident, two: Resident) => Promise<unknown>> = {
          demote: (one, two) => one.call('PUT', `${path}/members/${two.id}`, { role: 'member' }),
          leave: (one) => one.call('DELETE', `${path}/members/me`),
          close: (one) => one.call('POST', '/internal/account/closure'),
        };
        await Promise.all([calls[how](boss, other), calls[how](other, boss)].map(codeOf));
        const left = await operator.call<MemberPage>('GET', `${path}/members?role=administrator&state=active`);
        expect([how, left.total]).toEqual([how, 1]);
      }
    });

    it('S14: an operator may disable the last administrator’s account at once; the operator looks after the rest', async () => {
      const { path, boss, member } = await organization();
      await operator.call('POST', `/internal/admin/accounts/${boss.id}/disablement`);
      expect(await boss.refusal()).toBe('session.required');
      expect(await operator.call('PUT', `${path}/members/${member.id}`, { role: 'administrator' })).toMatchObject({
        role: 'administrator',
      });
      expect(await codeOf(operator.call('DELETE', `${path}/members/${boss.id}`))).toBeNull();
    });
  });

  describe('help desk', () => {
    it('ends sessions, starts recovery and lets factors be reset, and it is recorded by whom and where', async () => {
      const { id, path, boss, member } = await organization();
      const mailbox = new Mailbox(identity);
      const at = `${path}/members/${member.id}`;
      await boss.call('POST', `${at}/password-reset`);
      expect(await mailbox.last(member.email, 'password-reset')).toMatchObject({ to: member.email });
      const { subjectToken } = await boss.call<Authenticated>('POST', `${at}/subject-tokens`, {
        purpose: 'factor-reset',
      });
      expect(identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims)).toMatchObject({
        ...{ sub: member.id, purpose: 'factor-reset', actor: boss.id, amr: [], organizations: [id] },
      });
      await boss.call('DELETE', `${at}/sessions`);
      expect(await member.refusal()).toBe('session.required');
      const { entries } = await boss.call<OrganizationActivityPage>('GET', `${path}/activity?limit=3`);
      expect(entries.map(({ kind }) => kind)).toEqual([
        'session.ended',
        'factor-reset.authorized',
        'member.recovery-started',
      ]);
      const [by, about] = [boss.person.username, member.person.username];
      for (const entry of entries) expect(entry).toMatchObject({ actor: by, account: about, device: 'spec' });
      await mailbox.close();
    });

    it('those who run the installation are out of reach for administrators and support', async () => {
      const { id, path, boss } = await organization();
      const target = await withRole(identity, 'support');
      await join(identity, id, target);
      const calls = helping(path, target.id);
      for (const who of [boss, support]) expect(await answers(calls, who)).toEqual(all(calls, 'member.protected'));
      expect(await target.refusal()).toBeNull();
      expect(await answers(calls, operator)).toEqual(all(calls, null));
    });
  });

  describe('tokens', () => {
    it('S19: say who may read or change what of which organization, for mfa alone', async () => {
      const { id, path, boss } = await organization('Acme');
      const make = async (by: Resident, body: unknown) => {
        const { administrationToken } = await by.call<AdministrationToken>(
          'POST',
          `${path}/administration-tokens`,
          body,
        );
        return identity.subjectTokens.verify(
          'administration',
          'identity',
          administrationToken,
          administrationTokenClaims,
        );
      };
      expect(await make(boss, { permission: 'change' })).toMatchObject({
        ...{ sub: boss.id, username: boss.person.username, locale: 'en', organization: { id, name: 'Acme' } },
        ...{ role: 'administrator', permission: 'change', application: null },
      });
      expect(await make(support, { permission: 'read' })).toMatchObject({ role: 'support', permission: 'read' });
      expect(await codeOf(make(boss, { permission: 'read', application: 'no-such' }))).toBe('application.unknown');
      expect(await codeOf(make(boss, { permission: 'everything' }))).toBe('request.invalid');
    });

    it('of a sign-in say in which organizations the person is', async () => {
      const { id, member } = await organization();
      const body = { identifier: member.person.username, password: member.person.password, application: null };
      const path = '/internal/authentications';
      const { subjectToken } = await member.call<Authenticated>('POST', path, body);
      const claims = identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims);
      expect(claims?.organizations).toEqual([id]);
    });
  });

  it('what happens is the activity of that organization alone', async () => {
    const { path, boss, member } = await organization();
    await boss.call('PUT', `${path}/members/${member.id}`, { role: 'administrator' });
    await boss.call<MemberView>('PUT', `${path}/members/${member.id}`, { role: 'administrator' });
    await boss.call('DELETE', `${path}/members/${member.id}`);
    const { entries, nextCursor } = await boss.call<OrganizationActivityPage>('GET', `${path}/activity?limit=2`);
    expect(entries).toMatchObject([
      { kind: 'member.removed', account: member.person.username, actor: boss.person.username },
      { kind: 'member.changed', account: member.person.username },
    ]);
    const rest = await boss.call<OrganizationActivityPage>('GET', `${path}/activity?cursor=${nextCursor}`);
    expect(tally(rest.entries.map(({ kind }) => kind))).toEqual({ 'member.joined': 1, 'organization.created': 1 });
  });
});
