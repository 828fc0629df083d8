import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { Factor } from '../factor/factor.js';
import { removeFactor } from '../flow/factor-changes.js';
import type { Flows } from '../flow/flows.js';
import type { Situation } from '../flow/situation.js';
import { RecoveryCodeSets } from '../recovery-code/recovery-code-sets.js';
import { aContext, aFactor, aSituation, aSubject, home, noon } from './builders.js';

export interface RecoveryCodeSetsHarness {
  flows: Flows;
  sets: RecoveryCodeSets;
  /** Puts factors there, of accounts that are enrolled with the address `robin@example.org`. */
  given(factors: Factor[]): Promise<void>;
  auditTrail(): Promise<string[]>;
}

export function recoveryCodeSetsContract(setUp: () => Promise<RecoveryCodeSetsHarness>): void {
  const begin = async (factor = aFactor({ kind: 'totp' })) => {
    const harness = await setUp();
    await harness.given([factor]);
    const { accountId } = factor.state;
    const aSet = (name: string, seconds = 0) =>
      Factor.ofRecoveryCodes(aContext({ accountId, flowId: null, at: secondsAfter(noon, seconds) }), [
        `${name}.1`,
        `${name}.2`,
      ]);
    return { ...harness, accountId, aSet };
  };

  it('has no set at first, then the new one, then the newer one, and tells each time', async () => {
    const { sets, accountId, aSet, auditTrail } = await begin();
    expect(await sets.of(accountId)).toEqual({ set: null, notify: ['robin@example.org'] });
    const [one, other] = [aSet('one'), aSet('other', 60)];
    expect(await sets.replace(one)).toBe('replaced');
    expect((await sets.of(accountId)).set?.state).toEqual(one.state);
    expect(await sets.replace(other)).toBe('replaced');
    expect((await sets.of(accountId)).set?.state).toEqual(other.state);
    expect(await auditTrail()).toEqual(['recovery_codes.created', 'recovery_codes.created']);
  });

  it('makes none for who has nothing that codes could stand in for, and tells nothing', async () => {
    const pending = aFactor({ status: 'pending', activatedAt: null });
    const { sets, accountId, aSet, auditTrail } = await begin(pending);
    expect(await sets.replace(aSet('one'))).toBe('nothing-to-stand-in-for');
    expect((await sets.of(accountId)).set).toBeNull();
    expect(await auditTrail()).toEqual([]);
  });

  it('leaves one set, of many that are made at once', async () => {
    const { sets, accountId, aSet } = await begin();
    const all = Array.from({ length: 8 }, (_, index) => aSet(`set ${index}`));
    await Promise.all(all.map((set) => sets.replace(set)));
    const { set } = await sets.of(accountId);
    expect(all.map(({ state }) => state.id)).toContain(set?.state.id);
    expect(await sets.replace(aSet('last', 60))).toBe('replaced');
    expect((await sets.of(accountId)).set?.state.recoveryHashes).toEqual(['last.1', 'last.2']);
  });

  it('S13: a set that is made while another flow takes all factors away does not outlive them', async () => {
    const factor = aFactor();
    const { sets, flows, accountId, aSet } = await begin(factor);
    const situation = aSituation({ subject: aSubject({ accountId, purpose: 'manage-factors', aal: 'aal2' }) });
    await flows.start(situation);
    const load = async () => (await flows.load(situation.flow.state.tokenHash, home)) as Situation;
    const remove = (one: Situation) => removeFactor(one, one.factor(factor.state.id) as Factor, noon);
    const early = await load();
    remove(early);
    expect(await sets.replace(aSet('one'))).toBe('replaced');
    expect(await flows.save(early)).toBe('conflict');
    const late = await load();
    remove(late);
    expect(await flows.save(late)).toBe('saved');
    expect((await sets.of(accountId)).set).toBeNull();
    expect(await sets.replace(aSet('other'))).toBe('nothing-to-stand-in-for');
  });

  it('knows nothing of an account never seen', async () => {
    const { sets } = await begin();
    expect(await sets.of(newId<AccountId>())).toEqual({ set: null, notify: [] });
  });
}
