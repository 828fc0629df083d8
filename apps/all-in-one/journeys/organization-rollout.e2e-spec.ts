import type {
  MfaAdoption,
  MfaDryRun,
  MfaPolicyView,
  RolloutFailures,
  RolloutView,
  SentReminder,
} from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import { createOrganization, findAccount, follow, join, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const over = ({ finishedAt }: RolloutView) => finishedAt !== null;

describe('MFA for everyone with one switch (R18)', () => {
  let postern: Installation;
  let operator: Person;
  /** Runs the organization. */
  let alice: Person;
  /** Has an account from before the cut-off, and no second factor. */
  let bob: Person;
  /** Has one. */
  let carol: Person;
  /** Is disabled when it begins. */
  let dora: Person;
  let organization: string;
  let rollouts: string;

  const oldTimer = async () => {
    const person = await postern.newcomer();
    await postern.sql(`update identity.account set created_at = '2024-06-03' where username = $1`, [person.username]);
    await person.signIn();
    await person.act('POST', '/enrollment-choice', { choice: 'not-now' });
    return person;
  };
  const disablement = async (method: 'POST' | 'DELETE') => {
    const account = await findAccount(operator, dora.username);
    const path = `/v1/admin/accounts/${account?.id}/disablement`;
    await operator.call(method, path, method === 'POST' ? {} : undefined);
  };
  let rollout: RolloutView;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
    alice = await postern.enrolled();
    const { id } = await createOrganization(operator, 'Acme Logistics', alice);
    organization = `/v1/organizations/${id}`;
    rollouts = `${organization}/mfa-rollouts`;
    [bob, carol, dora] = [await oldTimer(), await postern.enrolled(), await oldTimer()];
    for (const member of [bob, carol, dora]) await join(alice, { id }, member);
    await disablement('POST');
  });

  afterAll(() => postern.stop());

  it('before anything is switched, says who would be asked, and asks nobody', async () => {
    const dryRun = () => alice.call<MfaDryRun>('POST', `${organization}/mfa-policy/dry-run`, {});
    // It counts in a copy of the members, which learns of a change a moment later.
    await eventually(async () => (await dryRun()).leftOut === 1);
    const run = await dryRun();
    expect(run).toMatchObject({ members: 4, asked: 1, ready: 2, withoutVerifiedAddress: 1, leftOut: 1 });
    expect(run.who.map(({ username }) => username)).toEqual([bob.username]);
    expect(await alice.call<MfaPolicyView>('GET', `${organization}/mfa-policy`)).toMatchObject({
      own: { mfa: null },
      requiredSince: null,
    });
    expect((await bob.readSession()).aal).toBe('aal1');
  });

  it('begins, is followed over events, and ends with those who could not be prepared', async () => {
    rollout = await alice.call<RolloutView>('POST', rollouts, {});
    expect(rollout).toMatchObject({ state: 'processing', finishedAt: null });
    const seen = await follow<RolloutView>(alice, `${rollouts}/${rollout.id}/events`, over);
    rollout = seen.at(-1) as RolloutView;
    expect(rollout).toMatchObject({ state: 'complete-with-errors', members: 4, succeeded: 1, failed: 1, skipped: 2 });
    expect(await alice.call('GET', `${rollouts}/${rollout.id}`)).toEqual(rollout);
    expect((await bob.receive(bob.email, 'mfa-required')).text).toContain('Acme Logistics');
  });

  it('names who could not be prepared, and why, in the language of whoever asks', async () => {
    const failures = await alice.call<RolloutFailures>('GET', `${rollouts}/${rollout.id}/failures`);
    expect(failures.failures).toMatchObject([{ username: dora.username, code: 'account.disabled' }]);
    expect(failures.failures[0]?.reason).toMatch(/^The account is disabled\./);
    await alice.call('PATCH', '/v1/account', { locale: 'es' });
    const spanish = await alice.call<RolloutFailures>('GET', `${rollouts}/${rollout.id}/failures`);
    expect(spanish.failures[0]?.reason).toMatch(/^La cuenta está desactivada\./);
    await alice.call('PATCH', '/v1/account', { locale: 'en' });
  });

  it('retries only those, and then nobody is left', async () => {
    await disablement('DELETE');
    await alice.call('POST', `${rollouts}/${rollout.id}/retry`, {});
    const seen = await follow<RolloutView>(alice, `${rollouts}/${rollout.id}/events`, over);
    expect(seen.at(-1)).toMatchObject({ state: 'complete', members: 4, succeeded: 2, failed: 0, skipped: 2 });
    expect(await alice.call('GET', `${rollouts}/${rollout.id}/failures`)).toMatchObject({ failures: [] });
    await dora.receive(dora.email, 'mfa-required');
    const mails = await bob.inbox.messages(bob.email);
    expect(mails.filter(({ template }) => template === 'mfa-required')).toHaveLength(1);
  });

  it('reminds those who have no method yet, once a day at most', async () => {
    const remind = () => alice.tryCall<SentReminder>('POST', `${organization}/mfa-adoption/reminders`, {});
    expect(await remind()).toMatchObject({ status: 202, body: { members: 2 } });
    for (const { email } of [bob, dora]) expect((await alice.inbox.next(email, 'mfa-reminder')).text).toContain('Acme');
    expect(await remind()).toMatchObject({ status: 429, body: { code: 'reminder.too_soon' } });
    expect((await carol.inbox.messages(carol.email)).map(({ template }) => template)).not.toContain('mfa-reminder');
  });

  it('holds a member who is signed in to it within a second, and leads through setting a method up (S14)', async () => {
    expect(await bob.tryCall('GET', '/v1/session')).toMatchObject({
      status: 401,
      body: { code: 'session.step_up_required' },
    });
    expect((await carol.readSession()).aal).toBe('aal2');
  });

  it("at a member's next sign-in a method is set up, and a second one offered", async () => {
    expect((await bob.signIn()).kind).toBe('verify-email');
    expect((await bob.verifyEmail()).kind).toBe('enroll-factor');
    expect(bob.step('enroll-factor').skippable).toBe(false);
    await bob.enrollEmail();
    await bob.answer(await bob.receiveCode(bob.email));
    expect(bob.step('enroll-factor')).toMatchObject({ skippable: true, active: [{ kind: 'email' }] });
    await bob.enrollSms();
    await bob.answer(await bob.receiveCode(bob.phone));
    expect(bob.flow?.step.kind).toBe('complete');
    expect((await bob.readSession()).amr).toContain('mfa');
  });

  it('afterwards the code goes to the last used method, and another can be chosen (R10)', async () => {
    expect((await bob.signIn()).kind).toBe('answer-challenge');
    const { factor, alternatives } = bob.step('answer-challenge');
    expect([factor.kind, alternatives.map(({ kind }) => kind)]).toEqual(['sms', ['email']]);
    await bob.act('POST', '/challenge', { factorId: alternatives[0]?.id });
    expect(bob.step('answer-challenge').factor.kind).toBe('email');
    await bob.answer(await bob.receiveCode(bob.email));
    bob.step('complete');
    await bob.signIn();
    expect(bob.step('answer-challenge').factor.kind).toBe('email');
  });

  it('a second method can be left for another day', async () => {
    await dora.signIn();
    await dora.verifyEmail();
    await dora.enrollSms();
    await dora.answer(await dora.receiveCode(dora.phone));
    expect(dora.step('enroll-factor').skippable).toBe(true);
    await dora.act('POST', '/done');
    dora.step('complete');
  });

  it('the report has them all, and stands in the record', async () => {
    const adoption = await alice.call<MfaAdoption>('GET', `${organization}/mfa-adoption`);
    expect(adoption).toMatchObject({ members: 4, enrolled: 4, byKind: { email: 1, sms: 4 } });
    const file = await alice.tryCall<string>('GET', `${organization}/mfa-adoption/members.csv`);
    for (const { username } of [alice, bob, carol, dora]) expect(file.body).toContain(username);
    const { entries } = await alice.call<{ entries: { kind: string; actor: string | null }[] }>(
      'GET',
      `${organization}/activity?limit=100`,
    );
    const kinds = entries.map(({ kind }) => kind);
    for (const kind of ['rollout.begun', 'rollout.complete-with-errors', 'rollout.retried', 'rollout.complete'])
      expect(kinds).toContain(kind);
    expect(entries.find(({ kind }) => kind === 'rollout.begun')?.actor).toBe(alice.username);
  });
});

describe('Two administrators begin at once', () => {
  it('there is one rollout, and the other is told of it', async () => {
    const postern = await install();
    const alice = await postern.enrolled();
    const { id } = await createOrganization(await postern.operator(), 'Acme Logistics', alice);
    const anna = await postern.enrolled();
    await join(alice, { id }, anna, { role: 'administrator' });
    const begin = (person: Person) =>
      person.tryCall<{ id?: string; rollout?: RolloutView }>('POST', `/v1/organizations/${id}/mfa-rollouts`, {});
    const replies = await Promise.all([begin(alice), begin(anna)]);
    const [begun, told] = replies.toSorted((one, other) => one.status - other.status);
    expect([begun?.status, told?.status]).toEqual([202, 409]);
    expect(told?.body.rollout?.id).toBe(begun?.body.id);
    await postern.stop();
  });
});
