import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { OrganizationId } from '../ids.js';
import { aPolicy, noon } from '../testing/builders.js';
import { Rollout } from '../rollout/rollout.js';
import { InMemoryRollouts } from '../rollout/testing/index.js';
import { ChangeOrganizationPolicy } from '../use-cases/change-organization-policy.js';
import { OrganizationPolicy } from './organization-policy.js';
import { nothing, type PolicyValues } from './policy-values.js';

const ada = newId<AccountId>();
const later = secondsAfter(noon, 60);

describe('OrganizationPolicy', () => {
  const none = () => OrganizationPolicy.none(newId<OrganizationId>());

  it('notes since when MFA is required, once, and forgets it when it is not any more', () => {
    const policy = none();
    policy.require(ada, noon);
    policy.require(ada, later);
    policy.change({ ...nothing, mfa: 'required', maxPostponements: 1 }, ada, later);
    expect(policy.state).toMatchObject({ requiredSince: noon, revision: 2, maxPostponements: 1 });
    policy.change({ ...nothing, mfa: 'offered' }, ada, later);
    expect(policy.state.requiredSince).toBeNull();
    policy.require(ada, later);
    expect(policy.state.requiredSince).toEqual(later);
  });

  it('requires it with a level that not every method reaches', () => {
    const policy = none();
    policy.change({ ...nothing, leastAal: 'aal2' }, ada, noon);
    expect(policy.isRequired).toBe(true);
    policy.require(ada, later);
    expect(policy.state).toMatchObject({ mfa: 'required', leastAal: 'aal2', requiredSince: noon });
  });

  it('keeps everything else when it becomes required', () => {
    const policy = none();
    policy.change({ ...nothing, deadline: later, allowedKinds: ['totp'] }, ada, noon);
    policy.require(ada, later);
    expect(policy.state).toMatchObject({ mfa: 'required', deadline: later, allowedKinds: ['totp'] });
  });

  it('S14: says from when on everybody must, also where that lies ahead', () => {
    const policy = none();
    const told = () => policy.pullEvents().map(({ requiredSince }) => requiredSince);
    policy.change({ ...nothing, deadline: later }, ada, noon);
    expect([policy.isRequired, told()]).toEqual([false, [later]]);
    policy.change({ ...nothing, mfa: 'required', deadline: later }, ada, noon);
    expect(told()).toEqual([noon]);
    policy.change({ ...nothing, mfa: 'offered' }, ada, later);
    expect(told()).toEqual([null]);
  });

  it('S14: asks for nothing before it was said, wherever a deadline or a cut-off is moved to', () => {
    const policy = none();
    const told = () => policy.pullEvents().map(({ requiredSince, cutOff }) => [requiredSince, cutOff?.since ?? null]);
    const at = (minutes: number) => secondsAfter(noon, minutes * 60);
    const change = (minutes: number, values: Partial<PolicyValues>) =>
      policy.change({ ...nothing, ...values }, ada, at(minutes));
    change(0, { deadline: at(-99), requiredFrom: at(-50) });
    change(1, { deadline: at(-200), requiredFrom: at(-50) });
    change(2, { mfa: 'required', requiredFrom: at(-40) });
    change(3, { deadline: at(2), requiredFrom: at(-60) });
    change(4, { deadline: at(9) });
    change(5, { deadline: at(3), requiredFrom: at(-60) });
    expect(told()).toEqual([
      [at(0), at(0)],
      [at(0), at(0)],
      [at(0), at(0)],
      [at(0), at(3)],
      [at(9), null],
      [at(5), at(5)],
    ]);
  });

  it('says each change, with who did it', () => {
    const policy = none();
    policy.change({ ...nothing, leastAal: 'aal2' }, ada, noon);
    const { organizationId } = policy.state;
    expect(policy.pullEvents()).toEqual([
      {
        type: 'organization.policy_changed',
        organizationId,
        requiredSince: noon,
        cutOff: null,
        leastAal: 'aal2',
        revision: 1,
        actor: ada,
        at: noon,
      },
    ]);
  });

  describe('changed by an administrator', () => {
    const given = () => {
      const rollouts = new InMemoryRollouts();
      const { policies } = rollouts;
      const organization = { id: newId<OrganizationId>(), name: 'Acme Logistics' };
      const clock = new FixedClock(noon);
      const use = new ChangeOrganizationPolicy(policies, rollouts, aPolicy(), clock);
      const change = (values: Partial<PolicyValues>, revision: number) =>
        use.execute({ accountId: ada, organization }, { ...nothing, ...values }, revision);
      const begin = () => rollouts.begin(Rollout.begin(organization, ada, noon), ada, noon);
      const now = async () => (await policies.find(organization.id)).state;
      return { change, begin, now, policies, rollouts, organization };
    };

    it('is not changed into one that leaves no kind', async () => {
      const { change, policies, now } = given();
      expect(await change({ allowedKinds: ['email'], leastAal: 'aal2' }, 0)).toEqual({ outcome: 'refused' });
      expect(policies.published).toEqual([]);
      expect((await now()).revision).toBe(0);
    });

    it('takes the place of the one that was read, and of no other', async () => {
      const { change, begin, policies, now } = given();
      expect(await change({ maxPostponements: 1 }, 0)).toMatchObject({ outcome: 'changed' });
      await begin();
      for (const revision of [0, 1, 3]) {
        for (const mfa of ['required', 'offered'] as const)
          expect(await change({ mfa }, revision)).toEqual({ outcome: 'overtaken' });
      }
      expect(await now()).toMatchObject({ maxPostponements: 1, mfa: 'required', revision: 2 });
      expect(policies.published).toHaveLength(2);
    });

    it('ends the rollout that runs where MFA is required no more, and only there', async () => {
      const { change, begin, rollouts, organization } = given();
      const { rollout } = await begin();
      const state = async () => (await rollouts.find(organization.id, rollout.state.id))?.rollout.state.state;
      await change({ mfa: 'required', maxPostponements: 3 }, 1);
      expect(await state()).toBe('processing');
      await change({ deadline: later }, 2);
      expect(await state()).toBe('cancelled');
    });
  });
});
