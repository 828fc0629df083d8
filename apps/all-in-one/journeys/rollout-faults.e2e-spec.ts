import { jest } from '@jest/globals';
import type { RolloutFailures } from '@postern/contracts';
import { faultBackends } from '@postern/platform/testing';
import pg from 'pg';
import { RolloutServices, type Rollout } from './rollout-services.js';

jest.setTimeout(400_000);
const people = 3_000;
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

describe.each(faultBackends())('A rollout with services that die, on $name', ({ url }) => {
  let services: RolloutServices;
  /** Address → how often a mail to it was accepted. */
  const accepted = new Map<string, number>();
  const refused = new Map<string, number>();
  let mailboxesAreFull = true;

  beforeAll(async () => {
    services = await RolloutServices.start({
      queueUrl: url,
      onRecipient: async (address) => {
        // Slow enough for something to happen meanwhile.
        await new Promise((resolve) => setTimeout(resolve, 10));
        const tries = (refused.get(address) ?? 0) + 1;
        const refuse = (code: number) => {
          refused.set(address, tries);
          return { code, text: 'no' };
        };
        if (address.startsWith('refused-')) return refuse(550);
        if (address.startsWith('full-') && mailboxesAreFull) return refuse(552);
        if (address.startsWith('passing-') && tries <= 2) return refuse(451);
        accepted.set(address, (accepted.get(address) ?? 0) + 1);
        return undefined;
      },
    });
    await services.populate(
      people,
      `case when n % 500 = 1 then 'refused-' || n || '@example.org' when n % 500 = 2 then 'full-' || n || '@example.org'
         when n % 100 = 3 then 'passing-' || n || '@example.org' when n % 500 = 4 then 'no address at all'
         else 'member-' || n || '@example.org' end`,
    );
    await services.pool.query(
      `update public.listed set state = 'closed' where split_part(username, '-', 2)::int % 500 = 5`,
    );
    await services.pool.query(
      `update public.listed set state = 'disabled' where split_part(username, '-', 2)::int % 500 = 6`,
    );
    services.unruly = true;
    await services.run('mfa');
    await Promise.all([services.run('notifications', 'first'), services.run('notifications', 'second')]);
  });
  afterAll(() => services.stop());

  const standings = async (id: string) => {
    const { rows } = await services.pool.query<{ state: string; count: number }>(
      'select state, count(*)::int as count from mfa.rollout_member where rollout_id = $1 group by state',
      [id],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  const failures = async (id: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    let cursor = '';
    for (;;) {
      const page = await services.call<RolloutFailures>('GET', `/${id}/failures?limit=100${cursor}`);
      for (const { code } of page.failures) counts[code] = (counts[code] ?? 0) + 1;
      if (!page.nextCursor) return counts;
      cursor = `&cursor=${page.nextCursor}`;
    }
  };
  /** Every connection is cut, and none is let in for a while. */
  const cut = async (name: string, awaySeconds: number) => {
    const elsewhere = new URL(services.database.url.reveal());
    elsewhere.pathname = '/postgres';
    const admin = new pg.Client({ connectionString: elsewhere.toString() });
    await admin.connect();
    await admin.query(`alter database ${name} with allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await seconds(awaySeconds);
    await admin.query(`alter database ${name} with allow_connections true`);
    await admin.end();
  };
  const each = people / 500;

  let rollout: Rollout;
  it('loses nobody, counts nobody twice, and names those who cannot be reached', async () => {
    rollout = await services.call('POST');
    await seconds(1);
    await services.kill('first');
    await seconds(1);
    await services.kill('mfa');
    const [back] = [services.run('mfa'), services.run('notifications', 'third')];
    await back;
    await cut(new URL(services.database.url.reveal()).pathname.slice(1), 3);
    const over = await services.over(rollout.id, 180_000);
    expect(over).toMatchObject({
      state: 'complete-with-errors',
      members: people,
      succeeded: people - 5 * each,
      failed: 5 * each,
      skipped: 0,
    });
    expect(await standings(rollout.id)).toEqual({ succeeded: people - 5 * each, failed: 5 * each });
    expect(await failures(rollout.id)).toEqual({
      'account.closed': each,
      'account.disabled': each,
      'email.unusable': each,
      'email.refused': 2 * each,
    });
    expect(accepted.size).toBe(people - 5 * each);
    // What a killed worker had sent and not written down goes out again, by the same Message-ID: two batches at most, each time.
    const repeated = [...accepted.values()].reduce((sum, times) => sum + times - 1, 0);
    expect(repeated).toBeLessThanOrEqual(2 * 2 * 250 + 2 * 250);
  });

  it('retried, reaches whoever can be reached by now, and ends with exactly those who cannot', async () => {
    mailboxesAreFull = false;
    await services.pool.query(`update public.listed set state = 'active' where state = 'disabled'`);
    const before = new Map(accepted);
    await services.call('POST', `/${rollout.id}/retry`);
    const over = await services.over(rollout.id, 60_000);
    expect(over).toMatchObject({ state: 'complete-with-errors', members: people, failed: 3 * each });
    expect(over.succeeded).toBe(people - 3 * each);
    expect(await failures(rollout.id)).toEqual({
      'account.closed': each,
      'email.unusable': each,
      'email.refused': each,
    });
    for (const [address, times] of before) expect(accepted.get(address)).toBe(times);
    expect(accepted.size).toBe(people - 3 * each);
  });
});
