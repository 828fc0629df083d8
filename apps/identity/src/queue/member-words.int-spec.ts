import { mfaMessages, type MessageBody } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { OpenConnection } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { Queue } from 'bullmq';
import { anOrganization, join, withRole } from '../testing/organization.js';
import { Resident } from '../testing/resident.js';
import { runIdentity, type RunningIdentity } from '../testing/running-identity.js';
import { MemberLists } from './member-lists.js';
import { OrganizationLog } from './organization-log.js';

type Changed = MessageBody<'mfa', 'members.changed'>;
type Listed = MessageBody<'mfa', 'members.listed'>;

describe('What mfa hears of members', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  let mfa: Queue;
  beforeAll(async () => {
    identity = await runIdentity();
    operator = await withRole(identity, 'operator');
    mfa = new Queue('mfa', { connection: identity.app.get(OpenConnection, { strict: false }).opened.connection });
    mfa.on('error', () => undefined);
  });
  afterAll(async () => {
    await mfa.close();
    await identity.stop();
  });

  const words = async <Name extends 'members.changed' | 'members.listed'>(name: Name, organizationId: string) => {
    await eventually(async () => (await identity.database.query('out', 'select from identity.outbox')).length === 0);
    const jobs = (await mfa.getJobs(['waiting', 'prioritized'])).filter((job) => job.name === name);
    const bodies = jobs.map(({ data }) => mfaMessages[name].parse(data) as MessageBody<'mfa', Name>);
    return bodies.filter((body) => body.organizationId === organizationId);
  };
  const changes = async (id: string): Promise<Changed[]> =>
    (await words('members.changed', id)).sort((a, b) => a.revision - b.revision);
  const last = async (id: string) => (await changes(id)).at(-1) as Changed;
  const sql = (text: string, ...values: unknown[]) =>
    identity.database.pool.query(text, values).then(({ rows }) => rows as object[]);
  const organization = () => anOrganization(identity, operator);

  it('who joined and who left', async () => {
    const { id, path, boss, member } = await organization();
    await boss.call('DELETE', `${path}/members/${member.id}`);
    const told = await changes(id);
    expect(told.map(({ members, left }) => [members.map(({ accountId }) => accountId), left])).toEqual([
      [[boss.id], []],
      [[member.id], []],
      [[], [member.id]],
    ]);
    expect(told[1]?.members[0]).toEqual({
      accountId: member.id,
      username: member.person.username,
      email: member.email,
      emailVerified: false,
      locale: 'en',
      state: 'active',
      accountCreatedAt: expect.any(String),
    });
    expect(new Set(told.map(({ revision }) => revision)).size).toBe(3);
  });

  it.each<[what: string, sql: string, after: object]>([
    ['address', `email = 'Other@example.org', email_key = 'other@example.org'`, { email: 'Other@example.org' }],
    ['verification', 'email_verified_at = now()', { emailVerified: true }],
    ['username', `username = 'Renamed', username_key = 'renamed'`, { username: 'Renamed' }],
    ['language', `locale = 'es'`, { locale: 'es' }],
    ['state: disabled', `state = 'disabled'`, { state: 'disabled' }],
    ['state: closed', `state = 'closed'`, { state: 'closed' }],
  ])('%s, whatever code changes it, in each organization', async (_what, assignment, after) => {
    const [acme, beta] = [await organization(), await organization()];
    await join(identity, beta.id, acme.member);
    await sql(`update identity.account set ${assignment} where id = $1`, acme.member.id);
    for (const id of [acme.id, beta.id]) {
      expect(await last(id)).toMatchObject({ members: [{ accountId: acme.member.id, ...after }], left: [] });
    }
    await sql('delete from identity.account where id = $1', acme.member.id);
    for (const id of [acme.id, beta.id]) expect(await last(id)).toMatchObject({ members: [], left: [acme.member.id] });
  });

  it('nothing where nothing of that changes', async () => {
    const { id, member } = await organization();
    const before = (await changes(id)).length;
    await sql(`update identity.account set password_hash = 'x', version = version + 1 where id = $1`, member.id);
    await sql(`update identity.membership set role = 'administrator' where account_id = $1`, member.id);
    expect(await changes(id)).toHaveLength(before);
  });

  const many = async (organizationId: string, count: number) =>
    sql(
      `with made as (
         insert into identity.account (id, username, username_key, email, email_key, name, password_hash, credential_version,
           state, created_at)
         select gen_random_uuid(), 'm-' || mark, 'm-' || mark, mark || '@example.org', mark || '@example.org',
           '{"given": "A", "family": "B"}', 'x', 1, 'active', now()
         from (select gen_random_uuid()::text as mark from generate_series(1, $2::int)) s returning id
       )
       insert into identity.membership (organization_id, account_id, role, joined_at)
       select $1::uuid, id, 'member', now() from made`,
      organizationId,
      count,
    );

  it('many at once, 250 in a message', async () => {
    const { id } = await organization();
    const before = await changes(id);
    await many(id, 601);
    const told = (await changes(id)).slice(before.length);
    expect(told.map(({ members }) => members.length).sort((a, b) => b - a)).toEqual([250, 250, 101]);
    expect(new Set(told.flatMap(({ members }) => members.map(({ accountId }) => accountId))).size).toBe(601);
  });

  it('race: somebody joins while his account changes: the last word is right, whoever comes first', async () => {
    const { id } = await organization();
    for (let turn = 0; turn < 12; turn++) {
      const ann = await Resident.register(identity);
      const email = `${newId()}@example.org`;
      await Promise.all([
        join(identity, id, ann),
        sql('update identity.account set email = $2, email_key = $2 where id = $1', ann.id, email),
      ]);
      const about = (await changes(id)).filter(({ members }) => members.some(({ accountId }) => accountId === ann.id));
      expect(about.at(-1)?.members[0]?.email).toBe(email);
    }
  });

  describe('when it asks', () => {
    const ask = async (organizationId: string, wishes: { after?: string | null; only?: string[] | null } = {}) => {
      const requestId = newId();
      const asked = { requestId, rolloutId: newId(), organizationId, after: null, only: null, ...wishes };
      const lists = identity.app.get(MemberLists, { strict: false });
      await lists.answer(asked, requestId, new Date());
      await lists.answer(asked, requestId, new Date());
      const answers = (await words('members.listed', organizationId)).filter((one) => one.requestId === requestId);
      expect(answers).toHaveLength(1);
      return answers[0] as Listed;
    };

    it('all of them, a page at a time by account, each request answered once', async () => {
      const { id } = await organization();
      await many(id, 520);
      const pages = [await ask(id)];
      for (let page = pages[0]; page?.next; page = pages.at(-1)) pages.push(await ask(id, { after: page.next }));
      expect(pages.map(({ members }) => members.length)).toEqual([250, 250, 22]);
      const listed = pages.flatMap(({ members }) => members.map(({ accountId }) => accountId));
      expect(listed).toEqual([...new Set(listed)].sort());
      const told = Math.max(...(await changes(id)).map(({ revision }) => revision));
      for (const { revision } of pages) expect(revision).toBeGreaterThan(told);
    });

    it('those that it names, as they are now, and who of them has left', async () => {
      const { id, path, boss, member } = await organization();
      await boss.call('DELETE', `${path}/members/${member.id}`);
      const other = await Resident.register(identity);
      expect(await ask(id, { only: [boss.id, member.id, other.id] })).toMatchObject({
        members: [{ accountId: boss.id }],
        left: [member.id, other.id],
        next: null,
      });
      expect(await ask(newId(), { only: [boss.id] }).then(({ members }) => members)).toEqual([]);
    });

    it('race: a change that is under way is waited for, and never lost by a later word', async () => {
      const { id, member } = await organization();
      const email = `${newId()}@example.org`;
      let listed: Promise<Listed> | undefined;
      await identity.database.transaction(async (transaction) => {
        const change = 'update identity.account set email = $2, email_key = $2 where id = $1';
        await transaction.query('change slowly', change, [member.id, email]);
        listed = ask(id);
        await new Promise((resolve) => setTimeout(resolve, 150));
      });
      const found = (await listed)?.members.find(({ accountId }) => accountId === member.id);
      expect(found?.email).toBe(email);
      expect((await listed)?.revision).toBeGreaterThan((await last(id)).revision);
    });
  });

  it('what mfa tells of rollouts is recorded once each', async () => {
    const { id } = await organization();
    const log = identity.app.get(OrganizationLog, { strict: false });
    const body = {
      organizationId: id,
      rolloutId: newId(),
      what: 'begun' as const,
      actor: operator.id,
      at: new Date().toISOString(),
    };
    const messageId = newId();
    await Promise.all([1, 2, 3].map(() => log.rolloutChanged(body, messageId)));
    const rows = await sql(
      `select kind, actor from identity.audit where organization_id = $1 and kind like 'rollout.%'`,
      id,
    );
    expect(rows).toEqual([{ kind: 'rollout.begun', actor: operator.id }]);
  });
});
