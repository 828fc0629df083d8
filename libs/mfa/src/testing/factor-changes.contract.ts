import { newId } from '@postern/kernel';
import { FactorLabels } from '../factor/factor-labels.js';
import type { Factor } from '../factor/factor.js';
import { changeAddress, removeFactor } from '../flow/factor-changes.js';
import type { Situation } from '../flow/situation.js';
import type { DeviceTokenHash, FactorId, TrustedDeviceId } from '../ids.js';
import { TrustedDevice } from '../trusted-device/trusted-device.js';
import { TrustedDevices } from '../trusted-device/trusted-devices.js';
import { aContext, aFactor, aSituation, aSubject, home, noon } from './builders.js';
import type { FlowsHarness } from './flows.contract.js';

export interface FactorChangesHarness extends FlowsHarness {
  devices: TrustedDevices;
  labels: FactorLabels;
}

/** What `Flows` promises of flows in which factors are changed, and what names they have. */
export function factorChangesContract(setUp: () => Promise<FactorChangesHarness>): void {
  /** An account with a phone, a mailbox and a set of codes, and flows of it that manage them. */
  const begin = async (flowCount = 1) => {
    const harness = await setUp();
    const phone = aFactor();
    const { accountId } = phone.state;
    const email = aFactor({ accountId, kind: 'email' });
    const codes = aFactor({ accountId, kind: 'recovery_code' });
    await harness.given([phone, email, codes]);
    const subject = () => aSubject({ accountId, purpose: 'manage-factors', aal: 'aal2' });
    const situations = Array.from({ length: flowCount }, () => aSituation({ subject: subject() }));
    for (const situation of situations) await harness.flows.start(situation);
    const load = async (index = 0) => {
      const situation = await harness.flows.load((situations[index] as Situation).flow.state.tokenHash, home);
      if (!situation) throw new Error('the flow is gone');
      return situation;
    };
    const of = (situation: Situation, { state }: Factor) => situation.factor(state.id) as Factor;
    const remember = async () => {
      const device = TrustedDevice.remember(aContext({ accountId }), {
        tokenHash: newId() as string as DeviceTokenHash,
        name: 'Firefox on Windows',
        kind: 'totp',
        source: home,
        application: null,
        credentialVersion: 1,
        flowId: (situations[0] as Situation).flow.state.id,
        days: 30,
      });
      await harness.devices.remember(device);
      return device.state.id;
    };
    const standing = () => harness.flows.standing(accountId, home);
    return { ...harness, accountId, phone, email, codes, load, of, remember, standing };
  };

  it('takes a factor away with its secrets, and tells it', async () => {
    const { flows, load, of, email, standing, auditTrail } = await begin();
    const situation = await load();
    removeFactor(situation, of(situation, email), noon);
    expect(await flows.save(situation)).toBe('saved');
    const { factors, enrollment } = await standing();
    expect(factors.map(({ state }) => state.kind).sort()).toEqual(['recovery_code', 'sms']);
    expect([enrollment.isEnrolled, enrollment.state.factorsChangedAt]).toEqual([true, noon]);
    expect(await auditTrail()).toEqual(['factor.removed']);
  });

  it('takes the recovery codes away with the last factor, and the account is not enrolled any more', async () => {
    const { flows, load, of, email, phone, standing } = await begin();
    for (const factor of [email, phone]) {
      const situation = await load();
      removeFactor(situation, of(situation, factor), noon);
      await flows.save(situation);
    }
    const { factors, enrollment } = await standing();
    expect([factors, enrollment.isEnrolled]).toEqual([[], false]);
  });

  it('saves one of many parallel removals in different flows of one account', async () => {
    const { flows, load, of, email, phone, standing } = await begin(6);
    const situations = await Promise.all(Array.from({ length: 6 }, (_, index) => load(index)));
    for (const [index, situation] of situations.entries()) {
      removeFactor(situation, of(situation, index % 2 ? email : phone), noon);
    }
    const outcomes = await Promise.all(situations.map((situation) => flows.save(situation)));
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    expect((await standing()).factors).toHaveLength(2);
  });

  it('forgets the devices with it, but for the one of this very flow', async () => {
    const { flows, devices, load, of, email, remember, accountId } = await begin();
    const [, kept] = [await remember(), await remember()] as [TrustedDeviceId, TrustedDeviceId];
    const situation = await load();
    situation.flow.trust(kept);
    removeFactor(situation, of(situation, email), noon);
    await flows.save(situation);
    expect((await devices.list(accountId, noon)).map(({ state }) => state.id)).toEqual([kept]);
  });

  it('forgets nothing when another call was faster', async () => {
    const { flows, devices, load, of, email, remember, accountId } = await begin(2);
    const [one, other] = [await load(0), await load(1)];
    await remember();
    other.enrollment.noteAdded(noon);
    await flows.save(other);
    removeFactor(one, of(one, email), noon);
    expect(await flows.save(one)).toBe('conflict');
    expect(await devices.list(accountId, noon)).toHaveLength(1);
  });

  it('moves the passcodes to another address, and leaves what else is stored of the factor', async () => {
    const { flows, load, standing } = await begin();
    const situation = await load();
    changeAddress(situation, 'new@example.org', noon);
    await flows.save(situation);
    const { factors, enrollment } = await standing();
    const moved = factors.find(({ state }) => state.kind === 'email');
    expect(moved?.state).toMatchObject({ destination: 'new@example.org', status: 'active' });
    expect(enrollment.state.verifiedAddress).toBe('new@example.org');
  });

  it('remembers what was wanted, finished and confirmed', async () => {
    const { flows, load } = await begin();
    const situation = await load();
    situation.flow.confirmPassword({ ...situation.flow.state.subject, amr: ['pwd'], aal: 'aal1' }, noon);
    situation.flow.finishModification(noon);
    await flows.save(situation);
    const { state } = (await load()).flow;
    expect(state).toMatchObject({ doneAt: noon, passwordConfirmedAt: noon, subject: { amr: ['pwd'], aal: 'aal1' } });
  });

  it('knows the highest credential version that a flow began with, and goes back to none (S14)', async () => {
    const { flows, accountId, standing } = await begin();
    for (const credentialVersion of [4, 2]) {
      await flows.start(aSituation({ subject: aSubject({ accountId, credentialVersion }) }));
    }
    expect((await standing()).enrollment.state.credentialVersion).toBe(4);
  });

  it('names a factor, of the account only (S22)', async () => {
    const { labels, accountId, phone, standing } = await begin();
    expect(await labels.rename(accountId, phone.state.id, 'Work phone')).toBe(true);
    expect(await labels.rename(aSubject().accountId, phone.state.id, 'Mine')).toBe(false);
    expect(await labels.rename(accountId, newId<FactorId>(), 'Nothing')).toBe(false);
    const named = (await standing()).factors.find(({ state }) => state.id === phone.state.id);
    expect(named?.state.label).toBe('Work phone');
  });
}
