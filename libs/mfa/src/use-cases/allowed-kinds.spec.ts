import type { EnrollableKind } from '../factor/factor-kind.js';
import type { Subject } from '../flow/subject.js';
import { aNewSubject, anEnrollment, aFactor, aPolicy, aSubject } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const phone = { kind: 'sms', phone: '2125550131' } as const;
const remembering = { rememberDevice: 'Firefox', modifyFactors: false };

/** Somebody with these factors, who comes to a place that allows only those. */
async function begin(has: EnrollableKind[], allowed: EnrollableKind[], subject: Subject = aNewSubject()) {
  const ports = inMemoryPorts();
  const { store } = ports;
  const world = worldOn(ports);
  const { accountId, email } = subject;
  const at = ports.clock.now();
  const enrolled = { accountId, verifiedAddress: email, verifiedAt: at, enrolledAt: has.length > 0 ? at : null };
  store.enrollments.set(accountId, anEnrollment(enrolled).state);
  const factors = has.map((kind) => {
    const factor = aFactor({ accountId, kind });
    const { id: factorId } = factor.state;
    const seed = kind === 'totp' ? { seed: ports.totp.createSeed({ accountId, factorId }) } : {};
    const state = { ...factor.state, ...seed };
    store.factors.set(factorId, state);
    return state;
  });
  world.policies.policy = aPolicy({ allowedKinds: allowed });
  const change = (kind: EnrollableKind, changes: Partial<(typeof factors)[number]>) => {
    for (const state of factors) if (state.kind === kind) store.factors.set(state.id, { ...state, ...changes });
  };
  return { world, store, change, person: new Person(world, subject) };
}

const kindsOf = (factors: readonly { state: { kind: string } }[]) => factors.map(({ state }) => state.kind).sort();

describe('an application that does not allow every kind', () => {
  it('asks for what it allows, and offers nothing else', async () => {
    const { person, store } = await begin(['totp', 'sms', 'email'], ['sms', 'email']);
    await person.signIn();
    const step = await person.at('answer-challenge');
    expect(kindsOf([step.factor, ...step.alternatives])).toEqual(['email', 'sms']);
    const [app] = [...store.factors.values()].filter(({ kind }) => kind === 'totp');
    expect(await person.world.switchChallenge.execute(person.call, app!.id)).toMatchObject({
      refusal: { code: 'factor.not_found' },
    });
    await person.answerRight();
    await person.at('complete');
  });

  it('with none of its kinds, has the person prove what they have, and then set up one that it allows', async () => {
    const { world, person } = await begin(['totp'], ['sms', 'email']);
    await person.signIn();
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('totp');
    await person.answerRight();
    const step = await person.at('enroll-factor');
    expect([step.allowed, step.skippable, kindsOf(step.active)]).toEqual([['sms', 'email'], false, ['totp']]);
    expect(await world.enrollFactor.execute(person.call, { kind: 'totp' })).toMatchObject({
      refusal: { code: 'factor.kind_not_allowed' },
    });
    await world.enrollFactor.execute(person.call, phone);
    await person.answerRight();
    expect((await person.at('complete')).assurance).toEqual({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' });
    await person.signIn();
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('sms');
  });

  it('is content with what they have where nobody must have a factor: who has none may postpone', async () => {
    const { person } = await begin(['totp'], ['sms'], aSubject());
    await person.signIn();
    await person.answerRight();
    await person.at('complete');
  });

  it('S11: the weaker of two factors that are not allowed adds none', async () => {
    const { world, person } = await begin(['email', 'sms'], ['totp']);
    await person.signIn();
    const step = await person.at('answer-challenge');
    expect(kindsOf([step.factor, ...step.alternatives])).toEqual(['sms']);
    await person.answerRight();
    await person.at('enroll-factor');
    expect(await world.enrollFactor.execute(person.call, { kind: 'totp' })).toMatchObject({ ok: true });
  });

  it('S5: using up the allowed factor does not make a weaker one good enough', async () => {
    const { person, change } = await begin(['email', 'totp'], ['totp']);
    change('totp', { status: 'disabled' });
    await person.signIn();
    const step = await person.at('answer-challenge');
    expect([step.factor.state.kind, step.factor.state.status, step.alternatives]).toEqual(['totp', 'disabled', []]);
  });

  it('S11: a flow that ended with the weaker factor does not open again when the allowed one goes', async () => {
    const { person, change } = await begin(['email', 'totp'], ['email']);
    await person.signIn();
    await person.answerRight();
    await person.at('complete');
    change('email', { status: 'revoked' });
    await person.at('complete');
  });

  it('R11: a device that was remembered with a code by e-mail does not skip the stronger factor of another application', async () => {
    const { world, person } = await begin(['email', 'totp'], ['email']);
    await person.signIn();
    const answered = await person.answer(await person.rightCode(), remembering);
    const token = answered.ok ? answered.device?.token.reveal() : undefined;
    await person.start({}, token);
    await person.at('complete');
    world.policies.policy = aPolicy({ allowedKinds: ['totp'] });
    await person.start({}, token);
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('totp');
    world.policies.policy = aPolicy();
    await person.start({}, token);
    await person.at('complete');
  });

  it('R11: a remembered device neither sets up the factor that is missing nor goes on without it', async () => {
    const { world, person } = await begin(['totp'], ['totp']);
    await person.signIn();
    const answered = await person.answer(await person.rightCode(), remembering);
    const token = answered.ok ? answered.device?.token.reveal() : undefined;
    world.policies.policy = aPolicy({ allowedKinds: ['sms'] });
    await person.start({}, token);
    const { canRememberDevice } = await person.at('answer-challenge');
    expect(canRememberDevice).toBe(false);
    world.clock.advance(30);
    const again = await person.answer(await person.rightCode(), remembering);
    expect(again).toMatchObject({ ok: true, device: null, step: { kind: 'enroll-factor' } });
  });

  it('R11: the owner of a remembered device is not kept out by a stranger who used the factor up (S5)', async () => {
    const { person, change } = await begin(['totp'], ['totp', 'sms']);
    await person.signIn();
    const answered = await person.answer(await person.rightCode(), remembering);
    change('totp', { status: 'disabled' });
    await person.start({}, answered.ok ? answered.device?.token.reveal() : undefined);
    await person.at('complete');
  });

  describe('a passkey in the place of the password', () => {
    const byPasskey = { amr: ['hwk', 'user', 'mfa'], aal: 'aal2' } as const;

    it('is asked for an allowed factor beside where passkeys are not allowed', async () => {
      const { person } = await begin(['webauthn', 'sms'], ['sms']);
      await person.start(byPasskey);
      const step = await person.at('answer-challenge');
      expect([step.factor.state.kind, step.alternatives]).toEqual(['sms', []]);
      await person.answerRight();
      expect((await person.at('complete')).assurance.aal).toBe('aal2');
    });

    it('sets one up where there is none, without being shown a second time', async () => {
      const { world, person } = await begin(['webauthn'], ['sms']);
      await person.start(byPasskey);
      await person.at('enroll-factor');
      await world.enrollFactor.execute(person.call, phone);
      await person.answerRight();
      await person.at('complete');
    });

    it('is enough where passkeys are allowed', async () => {
      const { person } = await begin(['webauthn', 'sms'], ['sms', 'webauthn']);
      await person.start(byPasskey);
      await person.at('complete');
    });
  });
});

describe('a forgotten password', () => {
  const recovery = { purpose: 'recovery', amr: ['email'] } as const;

  it('S13: the mailbox that the link came to is no second proof where there is a better one', async () => {
    const { person } = await begin(['email', 'totp'], ['email', 'totp']);
    await person.start(recovery);
    const step = await person.at('answer-challenge');
    expect([step.factor.state.kind, step.alternatives]).toEqual(['totp', []]);
  });

  it('S13: using up the better one does not make the mailbox enough', async () => {
    const { person, change } = await begin(['email', 'totp'], ['email', 'totp']);
    change('totp', { status: 'disabled' });
    await person.start(recovery);
    expect((await person.at('answer-challenge')).factor.state).toMatchObject({ kind: 'totp', status: 'disabled' });
  });

  it('asks for the code by e-mail where that is all there is', async () => {
    const { person } = await begin(['email'], ['email', 'totp']);
    await person.start(recovery);
    await person.answerRight();
    await person.at('choose-password');
  });
});
