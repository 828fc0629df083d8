import { newId } from '@postern/kernel';
import type { Measure, OrganizationId } from '@postern/mfa-domain';
import { aPolicy, noon } from '@postern/mfa-domain/testing';
import type { Queryable } from '@postern/platform';
import { openStores, type Stores } from '../testing/stores.js';
import { PgMemberStandings } from './pg-member-standings.js';

/** Set it to a million to see how it does there; a tenth of that would show a scan as well. */
const members = Number(process.env['MEMBERS'] ?? 30_000);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** Runs what it is asked, and notes how PostgreSQL did it. */
class Watched implements Queryable {
  readonly seen: { name: string; milliseconds: number; plan: Plan }[] = [];

  constructor(private readonly database: Queryable) {}

  async query<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const [row] = await this.database.query<{ 'QUERY PLAN': { Plan: Plan; 'Execution Time': number }[] }>(
      `explain.${name}`,
      `explain (analyze, format json) ${text}`,
      values,
    );
    const [{ Plan: plan, 'Execution Time': milliseconds }] = row!['QUERY PLAN'] as [
      { Plan: Plan; 'Execution Time': number },
    ];
    this.seen.push({ name, milliseconds, plan });
    return this.database.query<Row>(name, text, values);
  }
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe(`Standings of ${members} members`, () => {
  let stores: Stores;
  const organizationId = newId<OrganizationId>();
  const measure = (changes: object = {}): Measure => ({ organizationId, policy: aPolicy(changes), at: noon });
  beforeAll(async () => {
    stores = await openStores();
    // Most are enrolled by text or app; the last hundred by username have nothing and are from after the cut-off.
    await stores.database.transaction(async (transaction) => {
      await transaction.query('spec.patience', 'set local statement_timeout = 0');
      await transaction.query(
        'spec.members',
        `insert into mfa.member (organization_id, account_id, username, email, email_verified, locale, state,
           account_created_at, revision)
         select $1, gen_random_uuid(), 'user-' || lpad(i::text, 8, '0'), 'user-' || i || '@example.org', true, 'en',
           'active', case when i > $2 - 100 then $3::timestamptz else $3::timestamptz - interval '2 years' end, 1
         from generate_series(1, $2::int) i`,
        [organizationId, members, noon],
      );
      await transaction.query(
        'spec.factors',
        `insert into mfa.factor (id, account_id, kind, status, label, created_at, activated_at)
         select gen_random_uuid(), account_id, case when hashtext(username) % 2 = 0 then 'sms' else 'totp' end, 'active',
           'x', $1, $1 from mfa.member where account_created_at < $1`,
        [noon],
      );
      await transaction.query(
        'spec.enrollments',
        `insert into mfa.enrollment (account_id, verified_address, verified_at, enrolled_at)
         select account_id, email, $1, $1 from mfa.member where account_created_at < $1`,
        [noon],
      );
    });
    await stores.database.pool.query('analyze mfa.member, mfa.factor, mfa.enrollment');
  }, 300_000);
  afterAll(() => stores.close());

  const watch = async (work: (standings: PgMemberStandings) => Promise<unknown>) => {
    const watched = new Watched(stores.database);
    await work(new PgMemberStandings(watched));
    if (process.env['MEMBERS'])
      for (const { name, milliseconds } of watched.seen) console.info(`${name}: ${milliseconds.toFixed(0)} ms`);
    return watched.seen.map(({ plan }) => nodesOf(plan));
  };
  /** Of all rows that a node gave or threw away. */
  const most = (nodes: Plan[]) =>
    Math.max(
      ...nodes.map(
        (node) => ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1),
      ),
    );

  it.each<[string, (standings: PgMemberStandings) => Promise<unknown>, number]>([
    ['the first page', (one) => one.page(measure(), { standing: null, after: null, limit: 25 }), 200],
    [
      'a page in the middle',
      (one) =>
        one.page(measure(), { standing: null, after: { username: 'user-00015000', accountId: newId() }, limit: 25 }),
      200,
    ],
    ['one of the enrolled', (one) => one.page(measure(), { standing: 'enrolled', after: null, limit: 25 }), 200],
    ['one that finds nobody', (one) => one.page(measure(), { standing: 'postponed', after: null, limit: 25 }), 20_100],
    ['one of a reminder', (one) => one.without(measure({ mfa: 'required' }), { after: null, limit: 250 }), 21_000],
  ])('looks at no more members than it must: %s', async (_, work, atMost) => {
    for (const nodes of await watch(work)) {
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'])).toEqual([]);
      expect(most(nodes)).toBeLessThanOrEqual(atMost);
    }
  });

  it('a page that finds nobody goes on where it stopped', async () => {
    const standings = new PgMemberStandings(stores.database);
    const found: string[] = [];
    let after = null as Awaited<ReturnType<PgMemberStandings['page']>>['next'];
    let pages = 0;
    do {
      const page: Awaited<ReturnType<PgMemberStandings['page']>> = await standings.page(measure(), {
        standing: 'blocked',
        after,
        limit: 25,
      });
      found.push(...page.members.map(({ member }) => member.username));
      after = page.next;
      pages++;
    } while (after);
    expect([found.length, new Set(found).size]).toEqual([100, 100]);
    expect(pages).toBeLessThanOrEqual(members / 20_000 + 6);
  }, 120_000);

  it('counts all of them in one go: joined, not looked up one by one', async () => {
    const [nodes] = await watch((one) => one.counts(measure({ mfa: 'required' })));
    expect(Math.max(...nodes!.map((node) => node['Actual Loops'] ?? 1))).toBeLessThanOrEqual(10);
  });
});
