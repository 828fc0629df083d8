import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import {
  Factor,
  FactorReset,
  TrustedDevice,
  type DeviceTokenHash,
  type FactorId,
  type Situation,
} from '@postern/mfa-domain';
import { aContext, aFactor, aSituation, aSubject, home, noon } from '@postern/mfa-domain/testing';
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

  describe('a device is remembered while factors change', () => {
    const begin = async () => {
      const { given, flows, answers, devices } = await stores.fresh();
      const factor = aFactor();
      const { accountId } = factor.state;
      await given([factor]);
      const [asked, changing] = [{}, { purpose: 'manage-factors', aal: 'aal2' }] as const;
      const [answering, managing] = [asked, changing].map((changes) =>
        aSituation({ factors: [factor], subject: aSubject({ accountId, ...changes }) }),
      ) as [Situation, Situation];
      for (const situation of [answering, managing]) await flows.start(situation);
      const { state } = answering.flow;
      /** A right answer, with the wish to be remembered. */
      const remember = async () => {
        const situation = (await answers.take(state.tokenHash, home, noon))?.situation as Situation;
        situation.challenge?.approve(noon);
        (situation.factors[0] as Factor).use(noon, null);
        situation.flow.prove(factor.state.id, { kind: 'sms' }, noon);
        situation.remembered = TrustedDevice.remember(aContext({ accountId, flowId: state.id }), {
          tokenHash: newId() as string as DeviceTokenHash,
          name: 'Firefox on Windows',
          kind: 'sms',
          source: home,
          flowId: state.id,
          application: null,
          credentialVersion: 1,
          days: 30,
        });
        situation.flow.trust(situation.remembered.state.id);
        return answers.approve(situation, { kind: 'sent-code' });
      };
      const load = async () => (await flows.load(managing.flow.state.tokenHash, home)) as Situation;
      const change = (situation: Situation) => {
        situation.enrollment.noteAdded(noon);
        situation.forgetsDevices = true;
        return flows.save(situation);
      };
      return { accountId, remember, load, change, list: () => devices.list(accountId, noon) };
    };

    it('R11: and is forgotten with the others: the change looks again', async () => {
      const { remember, load, change, list } = await begin();
      const before = await load();
      expect(await remember()).toBe('approved');
      expect(await change(before)).toBe('conflict');
      expect(await change(await load())).toBe('saved');
      expect(await list()).toEqual([]);
    });

    it('R11: or waits for the change, and the answer looks again', async () => {
      const { accountId, remember, list } = await begin();
      const held: [string, unknown[]] = [
        'update mfa.enrollment set version = version + 1 where account_id = $1',
        [accountId],
      ];
      expect(await meanwhile(held, remember)).toBe('spent');
      expect(await list()).toEqual([]);
    });
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
