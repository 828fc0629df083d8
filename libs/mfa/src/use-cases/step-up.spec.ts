import { secondsAfter } from '@postern/kernel';
import { aFactor, aPolicy, aSubject, noon } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';
import type { Subject, SessionId } from '../flow/subject.js';
import type { Factor } from '../factor/factor.js';

const session = { id: crypto.randomUUID() as SessionId };
const anHourAgo = secondsAfter(noon, -3600);

describe('Stepping up', () => {
  /** Somebody with a session of an hour ago. */
  const begin = (kinds: readonly Factor['state']['kind'][] = [], status: Factor['state']['status'] = 'active') => {
    const ports = inMemoryPorts();
    const world = worldOn(ports);
    const subject = aSubject({ session, authenticatedAt: anHourAgo });
    const { accountId } = subject;
    for (const kind of kinds) {
      const factor = aFactor({ accountId, kind, status });
      ports.store.factors.set(factor.state.id, factor.state);
      const enrolled = { verifiedAddress: subject.email, verifiedAt: noon, enrolledAt: noon };
      const { state } = ports.store.standing(accountId, '' as never).enrollment;
      ports.store.enrollments.set(accountId, { ...state, ...enrolled });
    }
    const person = new Person(world, subject);
    const stepUp = (changes: Partial<Subject> = {}, aal: 'aal1' | 'aal2' | null = null, satisfied = false) =>
      person.start({ purpose: 'step-up', stepUp: { aal, satisfied }, ...changes });
    const confirm = (changes: Partial<Subject> = {}) => {
      const fresh = { purpose: 'step-up' as const, session: null, amr: ['pwd'], authenticatedAt: noon };
      return world.confirmPassword.execute(person.call, { ...subject, ...fresh, ...changes });
    };
    const switchTo = async (kind: string) => {
      const { alternatives } = await person.at('answer-challenge');
      const factor = alternatives.find(({ state }) => state.kind === kind)!;
      return world.switchChallenge.execute(person.call, factor.state.id);
    };
    return { ...ports, world, person, stepUp, confirm, switchTo };
  };
  const code = (outcome: { ok: boolean; refusal?: { code: string } }) =>
    outcome.ok ? 'ok' : (outcome as { refusal: { code: string } }).refusal.code;

  it('is complete at once when the session has what is wanted, and says truthfully since when', async () => {
    const { person, stepUp, store } = begin(['totp']);
    await stepUp({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' }, null, true);
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' },
      authenticatedAt: anHourAgo,
    });
    expect(store.challenges.size).toBe(0);
  });

  it('asks for the second factor, and counts from the answer', async () => {
    const { person, stepUp, clock } = begin(['sms']);
    await stepUp({ amr: ['pwd'], aal: 'aal1' });
    expect((await person.at('answer-challenge')).canRememberDevice).toBe(false);
    clock.advance(10);
    await person.answerRight();
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' },
      authenticatedAt: secondsAfter(noon, 10),
    });
  });

  it('asks for the password where there is no second factor, and for nothing more', async () => {
    const { person, stepUp, confirm } = begin();
    await stepUp();
    expect(await person.at('confirm-password')).toEqual({ kind: 'confirm-password', username: 'robin' });
    await confirm();
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd'], aal: 'aal1' },
      highestAal: 'aal1',
      authenticatedAt: noon,
    });
  });

  it('asks for both when the session is too old to count', async () => {
    const { person, stepUp, confirm, clock } = begin(['sms']);
    await stepUp({ amr: [], aal: 'aal1' });
    await person.at('confirm-password');
    await confirm();
    clock.advance(60);
    await person.answerRight();
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd', 'sms', 'otp', 'mfa'], aal: 'aal2' },
      authenticatedAt: secondsAfter(noon, 60),
      factor: { kind: 'sms' },
    });
  });

  it('takes a confirmation for the same account and password only, and not the word that began another step-up', async () => {
    const { person, stepUp, confirm } = begin(['sms']);
    await stepUp({ amr: [], aal: 'aal1' });
    for (const other of [
      { accountId: crypto.randomUUID() as Subject['accountId'] },
      // As those that begin a step-up: they say what was proven at some time, not that the password was given just now.
      { session },
      { purpose: 'sign-in' as const },
      { credentialVersion: 2 },
      { amr: [] },
    ]) {
      expect(code(await confirm(other))).toBe('flow.not_found');
    }
    await person.at('confirm-password');
  });

  it('S14: holds whoever joins an organization meanwhile to what it requires, for their session counts as newer than that', async () => {
    const { person, stepUp, confirm, policies } = begin();
    const acme = crypto.randomUUID();
    Object.assign(policies, {
      for: async ({ organizations }: Pick<Subject, 'organizations'>) =>
        aPolicy(organizations.includes(acme) ? { mfa: 'required' } : {}),
    });
    await stepUp({ amr: [] });
    await person.at('confirm-password');
    const confirmed = await confirm({ organizations: [acme] });
    expect(confirmed).toMatchObject({ ok: true, step: { kind: 'verify-email' } });
    await person.at('verify-email');
  });

  it('does not let the password be confirmed in the place of the second factor', async () => {
    const { stepUp, confirm, person } = begin(['sms']);
    await stepUp({ amr: ['pwd'], aal: 'aal1' });
    expect(code(await confirm())).toBe('flow.step_out_of_order');
    await person.at('answer-challenge');
  });

  it('cannot reach a level that none of the methods proves', async () => {
    for (const kinds of [[], ['email'], ['email', 'recovery_code']] as const) {
      const { stepUp, store } = begin(kinds);
      expect(code(await stepUp({}, 'aal2'))).toBe('step_up.unreachable');
      expect(store.flows.size).toBe(0);
    }
  });

  it('S10: offers only what proves the level that is wanted', async () => {
    const { person, stepUp } = begin(['email', 'sms']);
    await stepUp({}, 'aal2');
    const asked = await person.at('answer-challenge');
    expect([asked.factor.state.kind, asked.alternatives]).toEqual(['sms', []]);
    expect(asked.canRecover).toBe(false);
  });

  it('asks for the most that the account can prove when nothing is said', async () => {
    const { person, stepUp } = begin(['email', 'sms']);
    await stepUp();
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('sms');
    const low = begin(['email']);
    await low.stepUp();
    await low.person.answerRight();
    expect((await low.person.at('complete')).assurance).toEqual({ amr: ['pwd', 'email'], aal: 'aal1' });
  });

  it('S11: renews no level that is not proven again, also when less is asked for', async () => {
    const { person, stepUp } = begin(['email', 'sms']);
    await stepUp({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' }, 'aal1');
    const asked = await person.at('answer-challenge');
    expect([asked.factor.state.kind, asked.alternatives]).toEqual(['sms', []]);
  });

  it('S11: burning a factor up until it is disabled does not make the password enough', async () => {
    const { person, stepUp } = begin(['totp'], 'disabled');
    await stepUp({ amr: ['pwd'], aal: 'aal1' });
    expect((await person.at('answer-challenge')).factor.state.status).toBe('disabled');
    expect(code(await person.answer('123456'))).toBe('challenge.locked');
    expect(code(await stepUp({}, 'aal2'))).toBe('step_up.unreachable');
  });
});

describe('Recovering the password', () => {
  const link = { purpose: 'recovery' as const, amr: ['email'], aal: 'aal1' as const };

  it('S13: passes the second factor before a new password may be chosen', async () => {
    const ports = inMemoryPorts();
    const person = new Person(worldOn(ports));
    await person.enroll('sms');
    await person.start(link);
    expect((await person.at('answer-challenge')).canRecover).toBe(false);
    const refused = await person.world.recoverFactors.execute(person.call);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'factor.recovery_not_possible' } });
    await person.answerRight();
    expect(await person.at('choose-password')).toMatchObject({
      username: 'robin',
      assurance: { amr: ['email', 'sms', 'otp'], aal: 'aal1' },
      factor: { kind: 'sms' },
    });
  });

  it('goes on at once where there is no second factor', async () => {
    const person = new Person(worldOn(inMemoryPorts()));
    await person.start(link);
    expect(await person.at('choose-password')).toMatchObject({ factor: null, assurance: { aal: 'aal1' } });
  });

  it('ends when a factor was enrolled after the link was used', async () => {
    const world = worldOn(inMemoryPorts());
    const person = new Person(world);
    await person.start(link);
    await new Person(world, person.subject).enroll('sms');
    expect(await person.read()).toMatchObject({ ok: false, refusal: { code: 'flow.expired' } });
  });

  it('asks whoever has burned the factor up for it still', async () => {
    const ports = inMemoryPorts();
    const person = new Person(worldOn(ports));
    await person.enroll('sms');
    const [factor] = ports.store.factors.values();
    ports.store.factors.set(factor!.id, { ...factor!, status: 'disabled' });
    await person.start(link);
    expect((await person.at('answer-challenge')).factor.state.status).toBe('disabled');
  });
});

describe('Losing every factor', () => {
  const begin = async (kind: 'sms' | 'email' | 'totp' = 'totp') => {
    const ports = inMemoryPorts();
    const world = worldOn(ports);
    const person = new Person(world);
    await person.enroll(kind);
    ports.clock.advance(30);
    await person.signIn();
    return { ...ports, world, person };
  };

  it('takes password and verified address, and puts a new factor in the place of all (S13)', async () => {
    const { world, person, store } = await begin();
    const { accountId } = person.subject;
    const codes = aFactor({ accountId, kind: 'recovery_code' });
    store.factors.set(codes.state.id, codes.state);
    await world.recoverFactors.execute(person.call);
    const { verification } = await person.at('await-email');
    expect(verification.state).toMatchObject({ address: 'robin@example.org', purpose: 'recover' });
    await person.openLink();
    expect(await person.at('enroll-factor')).toMatchObject({ active: [], skippable: false });
    // Nothing is gone yet.
    expect(store.standing(accountId, person.source).factors).toHaveLength(2);
    await world.enrollFactor.execute(person.call, { kind: 'sms', phone: '2125550177' });
    await person.answerRight();
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd', 'email', 'sms', 'otp', 'mfa'], aal: 'aal2' },
      factor: { kind: 'sms' },
    });
    const { factors, enrollment } = store.standing(accountId, person.source);
    expect(factors.map(({ state }) => state.kind)).toEqual(['sms']);
    expect(enrollment.isEnrolled).toBe(true);
    const told = store.published.map(({ type }) => type);
    expect(told).toContain('factors.recovered');
    expect(told.filter((type) => type === 'factor.removed')).toEqual([]);
  });

  it('is refused where the codes go to the address anyway', async () => {
    const { world, person } = await begin('email');
    expect((await person.at('answer-challenge')).canRecover).toBe(false);
    expect(await world.recoverFactors.execute(person.call)).toMatchObject({
      refusal: { code: 'factor.recovery_not_possible' },
    });
  });

  it('sends the link to no other address', async () => {
    const { world, person } = await begin();
    await world.recoverFactors.execute(person.call);
    expect(await world.chooseEmail.execute(person.call, 'thief@example.org')).toMatchObject({
      refusal: { code: 'factor.recovery_not_possible' },
    });
    expect(await world.chooseEmail.execute(person.call)).toMatchObject({
      refusal: { code: 'challenge.resend_too_soon' },
    });
  });

  it('can be given up for the factor that was found after all, without sending anew', async () => {
    const { world, person, store } = await begin();
    await world.recoverFactors.execute(person.call);
    const link = await person.link();
    await world.cancelEnrollment.execute(person.call);
    await person.at('answer-challenge');
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'expired' });
    await world.recoverFactors.execute(person.call);
    expect(
      store.published.filter((event) => event.type === 'email.link_requested' && event.purpose === 'recover'),
    ).toHaveLength(1);
    await world.cancelEnrollment.execute(person.call);
    expect(await person.answerRight()).toMatchObject({ ok: true, step: { kind: 'complete' } });
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'expired' });
  });

  it('ends when the factors were changed elsewhere meanwhile and the flow was reported', async () => {
    const { world, person } = await begin();
    await world.recoverFactors.execute(person.call);
    const link = await person.link();
    await new Person(world, { ...person.subject, credentialVersion: 2 }).signIn();
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'expired' });
    expect(await person.read()).toMatchObject({ refusal: { code: 'flow.expired' } });
  });

  it('is only for a sign-in that waits for its factor', async () => {
    const { world, person } = await begin();
    await person.answerRight();
    expect(await world.recoverFactors.execute(person.call)).toMatchObject({
      refusal: { code: 'flow.step_out_of_order', step: 'complete' },
    });
  });
});
