import type { DeliveryList, FactorResetView, MemberFactors, OrganizationActivityPage } from '@postern/contracts';
import {
  choosePassword,
  createOrganization,
  join,
  linkTokenIn,
  openResetLink,
  type Person,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The help desk of an organization', () => {
  let postern: Installation;
  let operator: Person;
  let alice: Person;
  let bob: Person;
  let organization: string;
  let member: string;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
    [alice, bob] = [await postern.enrolled(), await postern.enrolled()];
    const { id } = await createOrganization(operator, 'Acme Logistics', alice);
    await join(alice, { id }, bob);
    await join(alice, { id }, operator);
    organization = `/v1/organizations/${id}`;
    member = `${organization}/members/${(await bob.readSession()).account.id}`;
  });

  afterAll(() => postern.stop());

  it('finds a member, and sees methods and messages, masked', async () => {
    const { members } = await alice.call<{ members: { username: string }[] }>(
      'GET',
      `${organization}/members?query=${bob.email.slice(0, 10)}`,
    );
    expect(members.map(({ username }) => username)).toEqual([bob.username]);
    const factors = await alice.call<MemberFactors>('GET', `${member}/factors`);
    expect(factors.factors).toMatchObject([{ kind: 'sms', destination: `(***) ***-**${bob.phone.slice(-2)}` }]);
    const { deliveries } = await alice.call<DeliveryList>('GET', `${member}/deliveries`);
    expect(deliveries.map(({ template }) => template)).toContain('temporary-passcode');
    expect(JSON.stringify([factors, deliveries])).not.toContain(bob.phone);
    expect(JSON.stringify(deliveries)).not.toContain(bob.email);
  });

  it('ends the sessions of a member at once', async () => {
    const session = bob.session as string;
    await alice.call('DELETE', `${member}/sessions`);
    expect((await postern.client.as(session).send('GET', '/v1/session')).status).toBe(401);
  });

  it('has the link to a new password sent to the member, who alone chooses it, with the second factor', async () => {
    await alice.call('POST', `${member}/password-reset`, {});
    const token = linkTokenIn(await bob.receive(bob.email, 'password-reset'));
    expect((await openResetLink(bob, token)).kind).toBe('answer-challenge');
    await bob.finish();
    await choosePassword(bob, 'another long and unusual sentence');
    expect((await bob.signInFully()).kind).toBe('complete');
  });

  it('resets methods after the waiting period only, tells the member, and can be stopped (S13)', async () => {
    const reset = await alice.call<FactorResetView>('POST', `${member}/factor-reset`, {});
    expect(Date.parse(reset.takesEffectAt) - Date.parse(reset.requestedAt)).toBe(86_400_000);
    await bob.receive(bob.email, 'factor-reset-requested');
    expect((await bob.signIn()).kind).toBe('answer-challenge');
    await alice.call('DELETE', `${member}/factor-reset`);
    await bob.receive(bob.email, 'factor-reset-stopped');
  });

  it('does nothing to those who run the installation', async () => {
    const { account } = await operator.readSession();
    const operators = `${organization}/members/${account.id}`;
    for (const [method, path] of [
      ['DELETE', `${operators}/sessions`],
      ['POST', `${operators}/password-reset`],
      ['POST', `${operators}/factor-reset`],
    ] as const) {
      const reply = await alice.tryCall(method, path, method === 'POST' ? {} : undefined);
      expect([path, reply]).toMatchObject([path, { status: 409, body: { code: 'member.protected' } }]);
    }
    expect((await operator.readSession()).aal).toBe('aal2');
  });

  it('wants a fresh proof (S11), and leaves a record of who did it', async () => {
    await postern.sql(`update identity.session set authenticated_at = authenticated_at - interval '301 seconds'`);
    expect(await alice.tryCall('DELETE', `${member}/sessions`)).toMatchObject({
      status: 401,
      body: { code: 'session.step_up_required' },
    });
    const { entries } = await alice.call<OrganizationActivityPage>('GET', `${organization}/activity?limit=100`);
    expect(entries.filter(({ account }) => account === bob.username).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['member.joined', 'member.recovery-started']),
    );
  });
});
