import type { MfaPolicyView, OrganizationList, RolloutView } from '@postern/contracts';
import { createApplication, createOrganization, follow, join, stepUp, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Sessions that are open when MFA becomes required (S14)', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  afterAll(() => postern.stop());

  /** Somebody from before the cut-off who said "Not now". */
  const withoutMethods = async (target: { application?: string } = {}) => {
    const person = await postern.newcomer();
    await postern.sql(`update identity.account set created_at = '2024-06-03' where username = $1`, [person.username]);
    await person.signIn(target);
    await person.act('POST', '/enrollment-choice', { choice: 'not-now' });
    return person;
  };
  const stepUpWanted = { status: 401, body: { code: 'session.step_up_required' } };

  it('an administrator without any method can switch it on; then their own session has to prove more, and can', async () => {
    const anna = await withoutMethods();
    const { id } = await createOrganization(operator, 'Acme Logistics', anna);
    const rollouts = `/v1/organizations/${id}/mfa-rollouts`;
    const rollout = await anna.call<RolloutView>('POST', rollouts, {});
    const switchedOnAt = Date.now();
    while ((await anna.tryCall('GET', '/v1/session')).status !== 401)
      expect(Date.now() - switchedOnAt).toBeLessThan(1_500);
    for (const path of ['/v1/session', '/v1/account', `${rollouts}/${rollout.id}`])
      expect([path, await anna.tryCall('GET', path)]).toMatchObject([path, stepUpWanted]);

    const old = anna.session as string;
    await stepUp(anna);
    if (anna.flow?.step.kind === 'confirm-password') await anna.act('POST', '/password', { password: anna.password });
    await anna.verifyEmail();
    await anna.enrollSms();
    await anna.answer(await anna.receiveCode(anna.phone));
    if (anna.flow?.step.kind === 'enroll-factor') await anna.act('POST', '/done');
    anna.step('complete');
    expect(anna.session).not.toBe(old);
    expect(await anna.readSession()).toMatchObject({ aal: 'aal2', amr: expect.arrayContaining(['mfa']) });
    const seen = await follow<RolloutView>(anna, `${rollouts}/${rollout.id}/events`, ({ finishedAt }) => !!finishedAt);
    expect(seen.at(-1)?.finishedAt).not.toBeNull();
  });

  it('aal2 asks those too who have proven less, and a change of mind lets everybody be', async () => {
    const alice = await postern.enrolled();
    const { id } = await createOrganization(operator, 'Acme Freight', alice);
    const bob = await withoutMethods();
    await join(alice, { id }, bob);
    const policy = `/v1/organizations/${id}/mfa-policy`;
    const { own, revision } = await alice.call<MfaPolicyView>('GET', policy);
    const changed = await alice.call<MfaPolicyView>('PUT', policy, { ...own, leastAal: 'aal2', revision });
    expect(changed.effective).toMatchObject({
      leastAal: { value: 'aal2', from: [{ scope: 'organization', name: 'Acme Freight' }] },
      mfa: { value: 'required' },
      rememberDeviceDays: { value: 0 },
    });
    expect(changed.effective.allowedFactors.value).not.toContain('email');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await bob.tryCall('GET', '/v1/session')).toMatchObject(stepUpWanted);
    expect((await alice.readSession()).aal).toBe('aal2');
    await alice.call('PUT', policy, { ...own, mfa: 'offered', revision: changed.revision });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await bob.readSession()).aal).toBe('aal1');
    expect(await bob.call<OrganizationList>('GET', '/v1/organizations')).toMatchObject({
      organizations: [{ id, role: 'member' }],
    });
  });

  it('a deadline and a cut-off that are moved into the past ask those who are signed in, and so does their application', async () => {
    const alice = await postern.enrolled();
    const { id } = await createOrganization(operator, 'Acme Couriers', alice);
    const bob = await withoutMethods();
    await join(alice, { id }, bob);
    const path = `/v1/organizations/${id}/mfa-policy`;
    const { own } = await alice.call<MfaPolicyView>('GET', path);
    const change = async (changes: object) => {
      const { revision } = await alice.call<MfaPolicyView>('GET', path);
      await alice.call('PUT', path, { ...own, ...changes, revision });
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    };
    for (const moved of [{ deadline: '2024-01-01T00:00:00Z' }, { requiredFrom: '2024-01-01T00:00:00Z' }]) {
      await change(moved);
      expect([moved, await bob.tryCall('GET', '/v1/session')]).toMatchObject([moved, stepUpWanted]);
      await change({});
      expect((await bob.readSession()).aal).toBe('aal1');
    }

    const { slug, name, supportContact } = await createApplication(operator, { slug: 'courier-desk' });
    const carl = await withoutMethods({ application: slug });
    await operator.call('PUT', `/v1/admin/applications/${slug}`, {
      ...{ name, supportContact },
      enrollment: { requiredFrom: '2024-01-01T00:00:00Z' },
    });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await carl.tryCall('GET', '/v1/session')).toMatchObject(stepUpWanted);
    await stepUp(carl);
    if (carl.flow?.step.kind === 'confirm-password') await carl.act('POST', '/password', { password: carl.password });
    carl.step('verify-email');
    expect((await bob.readSession()).aal).toBe('aal1');
  });

  it('nobody is kept in: signing out and leaving work with less, too', async () => {
    const alice = await postern.enrolled();
    const { id } = await createOrganization(operator, 'Acme Parcels', alice);
    const [bob, ben] = [await withoutMethods(), await withoutMethods()];
    for (const member of [bob, ben]) await join(alice, { id }, member);
    await alice.call('POST', `/v1/organizations/${id}/mfa-rollouts`, {});
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await bob.tryCall('GET', '/v1/session')).toMatchObject(stepUpWanted);
    expect((await bob.tryCall('DELETE', '/v1/session')).status).toBe(204);
    expect((await bob.tryCall('GET', '/v1/session')).body).toMatchObject({ code: 'session.required' });
    expect((await ben.tryCall('DELETE', `/v1/organizations/${id}/members/me`)).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await ben.readSession()).aal).toBe('aal1');
  });
});
