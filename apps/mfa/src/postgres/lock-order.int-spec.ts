import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { Factor, FactorReset, type FactorId } from '@postern/mfa-domain';
import { aContext, aFactor, noon } from '@postern/mfa-domain/testing';
import { eventually } from '@postern/platform/testing';
import { openStores, type Stores } from '../testing/stores.js';

/** What happens while another transaction, held open here, is at the same account. */
describe('Two at one account', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores();
  });
  afterAll(() => stores.close());

  const waiting = () =>
    eventually(async () => {
      const { rows } = await stores.database.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
  /** Holds what the statement locks, lets the other one run into it, and does the rest. */
  const meanwhile = async <Result>(
    [statement, values]: [string, unknown[]],
    other: () => Promise<Result>,
    rest: [string, unknown[]][] = [],
  ): Promise<Result> => {
    const client = await stores.database.pool.connect();
    try {
      await client.query('begin');
      await client.query(statement, values);
      const result = other();
      await waiting();
      for (const [text, more] of rest) await client.query(text, more);
      await client.query('commit');
      return await result;
    } finally {
      client.release();
    }
  };

  it('no set of recovery codes is made for a factor that is being removed', async () => {
    const { sets, given } = await stores.fresh();
    const factor = aFactor();
    const { id, accountId } = factor.state;
    await given([factor]);
    const set = Factor.ofRecoveryCodes(aContext({ accountId, flowId: null }), ['one', 'another']);
    const removal: [string, FactorId[]] = [`update mfa.factor set status = 'revoked' where id = $1`, [id]];
    expect(await meanwhile(removal, () => sets.replace(set))).toBe('nothing-to-stand-in-for');
    expect((await sets.of(accountId)).set).toBeNull();
  });

  it('S13: a reset that is due and its stopping do not wait for each other: the one that was first decides', async () => {
    const { resets, given } = await stores.fresh();
    const factor = aFactor();
    const { accountId } = factor.state;
    await given([factor]);
    const { flowId: _flow, ...context } = aContext({ accountId, actor: newId<AccountId>() });
    const reset = FactorReset.request({ ...context, flowId: null });
    await resets.begin(reset);
    reset.apply({ ...context, flowId: null, at: secondsAfter(noon, 86_400) });
    // As a disavowal does it: the enrollment, and then the reset.
    const held: [string, unknown[]] = ['select from mfa.enrollment where account_id = $1 for update', [accountId]];
    const stop: [string, unknown[]] = [
      'update mfa.factor_reset set stopped_at = now() where id = $1',
      [reset.state.id],
    ];
    expect(await meanwhile(held, () => resets.apply(reset), [stop])).toBe(false);
    const { rows } = await stores.database.pool.query('select status from mfa.factor where account_id = $1', [
      accountId,
    ]);
    expect(rows).toEqual([{ status: 'active' }]);
  });
});
