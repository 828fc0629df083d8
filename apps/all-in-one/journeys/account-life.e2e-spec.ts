import { eventually } from '@postern/platform/testing';
import { install, type Installation } from './installation.js';
import type { Person } from '../src/testing/index.js';

describe('What the clock does to accounts', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install({ given: { LOG_LEVEL: 'warn' } });
  });

  afterAll(() => postern.stop());

  const exists = async ({ username }: Person) =>
    (await postern.sql('select 1 from identity.account where username = $1', [username])).length === 1;
  const idOf = async ({ username }: Person) => {
    const [row] = await postern.sql<{ id: string }>('select id from identity.account where username = $1', [username]);
    return row?.id as string;
  };
  const gone = (ann: Person) => eventually(async () => !(await exists(ann)));
  const rowsOf = async (schema: string, accountId: string) => {
    const tables = await postern.sql<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = $1 and column_name = 'account_id'
       and table_name not like 'audit%'`,
      [schema],
    );
    const counts = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await postern.sql(`select 1 from ${schema}.${name} where account_id = $1`, [accountId]);
        return rows.length > 0 ? [name] : [];
      }),
    );
    return counts.flat();
  };

  it('takes away accounts whose address nobody ever verified, and no others', async () => {
    const [forgotten, fresh, used] = [await postern.newcomer(), await postern.newcomer(), await postern.enrolled()];
    await postern.sql(`update identity.account set added_at = added_at - interval '31 days' where username = any($1)`, [
      [forgotten.username, used.username],
    ]);
    await postern.tick('identity', 'clear-expired');
    await gone(forgotten);
    expect(await exists(fresh)).toBe(true);
    expect(await exists(used)).toBe(true);
    const again = await postern.client.send('POST', '/v1/accounts', {
      username: forgotten.username,
      email: forgotten.email,
      password: forgotten.password,
      name: { given: 'A', family: 'B' },
    });
    expect(again.status).toBe(201);
  });

  it('deletes a closed account after its days of grace, everywhere, and keeps the audit record', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    const id = await idOf(ann);
    await ann.call('POST', '/v1/account/closure', {});
    await postern.tick('identity', 'clear-expired');
    expect(await exists(ann)).toBe(true);
    await postern.sql(`update identity.account set closed_at = closed_at - interval '31 days' where id = $1`, [id]);
    await postern.tick('identity', 'clear-expired');
    await gone(ann);
    await eventually(async () => (await rowsOf('mfa', id)).length === 0);
    expect(await rowsOf('identity', id)).toEqual([]);
    const kept = await postern.sql<{ kind: string }>('select kind from identity.audit where account_id = $1', [id]);
    expect(kept.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['account.registered', 'account.deleted']));
  });

  it('clears flows, challenges and sessions that are long over', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    await ann.receiveCode(ann.phone);
    const id = await idOf(ann);
    await postern.sql(
      `update mfa.flow set started_at = started_at - interval '30 days', expires_at = expires_at - interval '30 days' where account_id = $1`,
      [id],
    );
    await postern.sql(
      `update identity.session set expires_at = expires_at - interval '60 days' where account_id = $1`,
      [id],
    );
    await postern.tick('identity', 'clear-expired');
    await postern.tick('mfa', 'clear-expired');
    await eventually(
      async () => (await postern.sql('select 1 from mfa.flow where account_id = $1', [id])).length === 0,
    );
    await eventually(
      async () => (await postern.sql('select 1 from identity.session where account_id = $1', [id])).length === 0,
    );
    expect((await ann.signInFully()).kind).toBe('complete');
  });

  describe('the audit record', () => {
    const verify = () => postern.verifyAuditChain();
    const sealed = async () =>
      eventually(async () => {
        await postern.tick('identity', 'seal-audit');
        const outcome = await verify();
        const [{ count } = { count: -1 }] = await postern.sql<{ count: number }>(
          'select count(*)::int from identity.audit',
        );
        return outcome.outcome === 'intact' && outcome.entries === count ? outcome : undefined;
      });

    it('is a chain that holds', async () => {
      await postern.enrolled();
      expect(await sealed()).toMatchObject({ outcome: 'intact', entries: expect.any(Number) });
    });

    it('cannot be changed by the service itself', async () => {
      for (const statement of [
        `update identity.audit set kind = 'x'`,
        'delete from identity.audit',
        'truncate identity.audit',
      ])
        await expect(postern.sql(statement)).rejects.toThrow();
    });

    it('shows a row that somebody with the whole database took out', async () => {
      await sealed();
      await postern.sql(`set session_replication_role = replica`);
      const [{ id }] = (await postern.sql(
        'delete from identity.audit where id = (select max(id) - 3 from identity.audit) returning id::text',
      )) as [{ id: string }];
      await postern.sql(`set session_replication_role = default`);
      expect(await verify()).toMatchObject({ outcome: 'broken', at: { reason: 'entry-removed', entry: id } });
    });
  });
});
