import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { OrganizationId } from '../ids.js';
import type { OrganizationPolicies } from '../policy/organization-policies.js';
import { nothing, type PolicyValues } from '../policy/policy-values.js';
import { noon } from './builders.js';

export interface OrganizationPoliciesHarness {
  policies: OrganizationPolicies;
  /** Revisions that identity was told of, oldest first. */
  told: () => Promise<{ revision: number; required: boolean }[]>;
}

export function organizationPoliciesContract(setUp: () => Promise<OrganizationPoliciesHarness>): void {
  const ada = newId<AccountId>();
  const full: PolicyValues = {
    mfa: 'required',
    requiredFrom: secondsAfter(noon, -60),
    deadline: secondsAfter(noon, 60),
    maxPostponements: 3,
    allowedKinds: ['totp', 'sms'],
    leastAal: 'aal2',
    rememberDeviceDays: 7,
  };

  it('says nothing of an organization that never has, and gives back what is saved, every value of it', async () => {
    const { policies } = await setUp();
    const [acme, other] = [newId<OrganizationId>(), newId<OrganizationId>()];
    const policy = await policies.find(acme);
    expect(policy.state).toMatchObject({ ...nothing, revision: 0, requiredSince: null });
    policy.change(full, ada, noon);
    expect(await policies.save(policy)).toBe('saved');
    const since = { requiredSince: noon, everybodySince: noon, cutOffSince: noon };
    const saved = { ...full, ...since, organizationId: acme, updatedAt: noon, updatedBy: ada, revision: 1 };
    expect((await policies.find(acme)).state).toEqual(saved);
    expect((await policies.of([other, acme])).map(({ state }) => state)).toEqual([saved]);
    const again = await policies.find(acme);
    again.change(nothing, ada, secondsAfter(noon, 5));
    await policies.save(again);
    expect((await policies.find(acme)).state).toMatchObject({ ...nothing, requiredSince: null, revision: 2 });
  });

  it('tells identity of each change that was saved, and of no other', async () => {
    const { policies, told } = await setUp();
    const acme = newId<OrganizationId>();
    const [one, other] = [await policies.find(acme), await policies.find(acme)];
    one.change({ ...nothing, mfa: 'required' }, ada, noon);
    other.change(nothing, ada, noon);
    expect(await policies.save(one)).toBe('saved');
    expect(await policies.save(other)).toBe('conflict');
    expect(await told()).toEqual([{ revision: 1, required: true }]);
  });

  it('race: of changes to one revision that come at once exactly one is saved, whole', async () => {
    const { policies, told } = await setUp();
    const acme = newId<OrganizationId>();
    for (let revision = 0; revision < 3; revision++) {
      const wishes: PolicyValues[] = Array.from({ length: 8 }, (_, index) => ({
        ...full,
        mfa: index % 2 ? 'required' : 'offered',
        leastAal: 'aal1',
        maxPostponements: index,
        rememberDeviceDays: index,
      }));
      const read = await Promise.all(wishes.map(() => policies.find(acme)));
      read.forEach((policy, index) => policy.change(wishes[index] as PolicyValues, ada, noon));
      const outcomes = await Promise.all(read.map((policy) => policies.save(policy)));
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      const { state } = await policies.find(acme);
      expect(state).toMatchObject({ ...wishes[outcomes.indexOf('saved')], revision: revision + 1 });
    }
    expect((await told()).map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });
}
