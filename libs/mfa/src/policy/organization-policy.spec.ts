import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { OrganizationId } from '../ids.js';
import { aPolicy, noon } from '../testing/builders.js';
import { InMemoryOrganizationPolicies } from '../testing/in-memory-organization-policies.js';
import { ChangeOrganizationPolicy } from '../use-cases/change-organization-policy.js';
import { OrganizationPolicy } from './organization-policy.js';
import { nothing } from './policy-values.js';

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

  it('says each change, with who did it', () => {
    const policy = none();
    policy.change({ ...nothing, leastAal: 'aal2' }, ada, noon);
    const { organizationId } = policy.state;
    expect(policy.pullEvents()).toEqual([
      {
        type: 'organization.policy_changed',
        organizationId,
        requiredSince: noon,
        leastAal: 'aal2',
        revision: 1,
        actor: ada,
        at: noon,
      },
    ]);
  });

  it('is not changed into one that leaves no kind', async () => {
    const policies = new InMemoryOrganizationPolicies();
    const change = new ChangeOrganizationPolicy(policies, aPolicy(), new FixedClock());
    const organization = { id: newId<OrganizationId>(), name: 'Acme Logistics' };
    const values = { ...nothing, allowedKinds: ['email'] as const, leastAal: 'aal2' as const };
    expect(await change.execute({ accountId: ada, organization }, values)).toEqual({ outcome: 'refused' });
    expect(policies.published).toEqual([]);
    expect((await policies.find(organization.id)).state.revision).toBe(0);
  });
});
