import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { FactorReset, resetWaitingSeconds, type ResetContext } from '../factor/factor-reset.js';
import { FactorResets } from '../factor/factor-resets.js';
import { aContext, aFactor, aSituation, home, noon } from './builders.js';
import type { FlowsHarness } from './flows.contract.js';

export interface FactorResetsHarness extends FlowsHarness {
  resets: FactorResets;
}

/** While flows that began at noon are still open. */
const dueAt = secondsAfter(noon, 60);
const requestedAt = secondsAfter(dueAt, -resetWaitingSeconds);

const context = (accountId: AccountId, at = requestedAt): ResetContext =>
  aContext({ accountId, at, flowId: null, actor: newId<AccountId>(), source: null });

export function factorResetsContract(setUp: () => Promise<FactorResetsHarness>): void {
  /** An account with a factor, a flow that waits for it, and a reset that has been asked for. */
  const begin = async () => {
    const harness = await setUp();
    const factor = aFactor();
    const { accountId } = factor.state;
    await harness.given([factor, aFactor({ accountId, kind: 'recovery_code' })]);
    const situation = aSituation({ factors: [factor] });
    await harness.flows.start(situation);
    const reset = FactorReset.request(context(accountId));
    expect(await harness.resets.begin(reset)).toBe(true);
    const loaded = async () => (await harness.resets.waiting(accountId)) as FactorReset;
    const apply = async (found: FactorReset) => {
      found.apply(context(accountId, dueAt));
      return harness.resets.apply(found);
    };
    const stop = async (found: FactorReset) => {
      found.stop(context(accountId, dueAt));
      return harness.resets.stop(found);
    };
    return { ...harness, accountId, reset, situation, loaded, apply, stop };
  };

  it('gives back what was written, and nothing for another account', async () => {
    const { resets, reset, loaded } = await begin();
    expect((await loaded()).state).toEqual(reset.state);
    expect(await resets.waiting(newId<AccountId>())).toBeNull();
  });

  it('shows it with what the account brings into a flow', async () => {
    const { flows, accountId, reset } = await begin();
    expect((await flows.standing(accountId, home)).reset?.state).toEqual(reset.state);
  });

  it('lets one of many parallel requests begin', async () => {
    const { resets, auditTrail } = await setUp();
    const accountId = newId<AccountId>();
    const begun = await Promise.all(
      Array.from({ length: 8 }, () => resets.begin(FactorReset.request(context(accountId)))),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await auditTrail()).toEqual(['factor_reset.requested']);
  });

  it('is due after the waiting period, not before', async () => {
    const { resets, reset } = await begin();
    expect(await resets.due(secondsAfter(dueAt, -1), 10)).toEqual([]);
    expect((await resets.due(dueAt, 10)).map(({ state }) => state.id)).toEqual([reset.state.id]);
  });

  it('takes every factor away, and ends what was under way', async () => {
    const { flows, accountId, situation, loaded, apply, resets } = await begin();
    expect(await apply(await loaded())).toBe(true);
    const { factors, enrollment, reset } = await flows.standing(accountId, home);
    expect([factors, enrollment.isEnrolled, reset]).toEqual([[], false, null]);
    // Whoever could be told before can be told now.
    expect(await resets.addressesOf(accountId)).toEqual(['robin@example.org']);
    const flow = await flows.load(situation.flow.state.tokenHash, home);
    expect(flow?.flow.state.abandonedAt).toEqual(dueAt);
  });

  it('is not applied once it was stopped, nor stopped once it was applied', async () => {
    const one = await begin();
    const [early, late] = [await one.loaded(), await one.loaded()];
    expect([await one.stop(early), await one.apply(late)]).toEqual([true, false]);
    expect((await one.flows.standing(one.accountId, home)).factors).toHaveLength(2);
    const other = await begin();
    const [first, second] = [await other.loaded(), await other.loaded()];
    expect([await other.apply(first), await other.stop(second)]).toEqual([true, false]);
  });

  it('S13: of stopping and applying in the same moment exactly one happens, and is told', async () => {
    const { loaded, apply, stop, flows, accountId, auditTrail } = await begin();
    const copies = await Promise.all(Array.from({ length: 10 }, loaded));
    const outcomes = await Promise.all(copies.map((copy, index) => (index % 2 ? apply(copy) : stop(copy))));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const applied = outcomes.indexOf(true) % 2 === 1;
    expect((await flows.standing(accountId, home)).factors).toHaveLength(applied ? 0 : 2);
    expect(await auditTrail()).toEqual([
      'factor_reset.requested',
      applied ? 'factor_reset.applied' : 'factor_reset.stopped',
    ]);
  });
}
