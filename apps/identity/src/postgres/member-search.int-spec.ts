import type { MemberFilter, OrganizationId } from '@postern/identity-domain';
import { newId, Redacted } from '@postern/kernel';
import { Database, Inbox, Outbox, type Queryable } from '@postern/platform';
import { createMigratedDatabase, type TestDatabase } from '@postern/platform/testing';
import { MemberLists } from '../queue/member-lists.js';
import { PgMembers } from './pg-members.js';
import { identitySchema } from './schema.js';

const size = 100_000;

describe(`An organization of ${size} members`, () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let members: PgMembers;
  const id = newId<OrganizationId>();

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    database = new Database(testDatabase.url);
    members = new PgMembers(database);
    const make = `with organization as (
        insert into identity.organization (id, name, created_at, version) values ('${id}', 'Acme', now(), 1)
      )
      insert into identity.account (id, username, username_key, email, email_key, name, password_hash, credential_version,
        state, created_at)
      select gen_random_uuid(), 'm' || n, 'm' || n, md5(n::text) || '@example.org', md5(n::text) || '@example.org',
        jsonb_build_object('given', 'Given' || n % 700, 'family', 'Family' || n % 3000), 'x', 1,
        case when n % 1000 = 0 then 'disabled' else 'active' end, now()
      from generate_series(1, ${size}) n`;
    const join = `insert into identity.membership (organization_id, account_id, role, joined_at)
      select '${id}', id, case when username = 'm77' then 'administrator' else 'member' end, now() from identity.account`;
    const client = await database.pool.connect();
    await client.query('set statement_timeout = 0');
    for (const statement of [make, join, 'vacuum analyze identity.membership, identity.account'])
      await client.query(statement);
    client.release(true);
  }, 120_000);
  afterAll(async () => {
    await database.onApplicationShutdown();
    await testDatabase.drop();
  });

  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let turn = 0; turn < 9; turn++) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[4] as number;
  };

  it.each<[what: string, filter: MemberFilter, after: string | null]>([
    ['the first page', {}, null],
    ['a page in the middle', {}, 'm5'],
    ['a rare beginning', { query: 'm777' }, null],
    ['a beginning that all have', { query: 'm' }, null],
    ['a family name', { query: 'FAMILY29' }, null],
    ['an address', { query: 'abc' }, null],
    ['nobody', { query: 'zzz' }, null],
    ['administrators', { role: 'administrator' }, null],
    ['who is disabled', { state: 'disabled' }, null],
  ])('%s comes well within the time that a person notices', async (_what, filter, after) => {
    const page = await timed(() => members.page(id, filter, after, 26));
    const count = await timed(() => members.count(id, filter));
    expect(page + count).toBeLessThan(500);
  });

  it.each([
    ['its beginning', null],
    ['its end', 'f0000000-0000-4000-8000-000000000000'],
  ])('is listed at %s by its index, also where one plan serves all pages', async (_where, after) => {
    const url = new URL(testDatabase.url.reveal());
    url.searchParams.set('options', '-c plan_cache_mode=force_generic_plan');
    const planning = new Database(new Redacted(url.toString()));
    let read: { members: number } | undefined;
    const watched = {
      transaction: <Result>(work: (transaction: Queryable) => Promise<Result>) =>
        planning.transaction(async (transaction) => {
          const result = await work(transaction);
          [read] = await transaction.query<{ members: number }>(
            'spec.read',
            `select idx_tup_fetch::int as members from pg_stat_xact_user_tables where relname = 'membership'`,
          );
          return result;
        }),
    } as Database;
    const lists = new MemberLists(
      watched,
      new Inbox('identity'),
      new Outbox('identity', { wake: () => undefined } as never),
    );
    const asked = { requestId: newId(), rolloutId: newId(), organizationId: id, after, only: null };
    await lists.answer(asked, newId(), new Date());
    await planning.onApplicationShutdown();
    expect(read?.members).toBeGreaterThan(200);
    expect(read?.members).toBeLessThan(1_000);
  });
});
