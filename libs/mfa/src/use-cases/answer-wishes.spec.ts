import type { FactorId } from '../ids.js';
import { aPolicy, aSubject, elsewhere, home } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const remember = { rememberDevice: 'Firefox on Windows', modifyFactors: false };
const modify = { rememberDevice: null, modifyFactors: true };

const begin = async (kind: 'sms' | 'totp' | 'email' = 'totp', policy = aPolicy({ rememberDeviceDays: 30 })) => {
  const ports = inMemoryPorts();
  ports.policies.policy = policy;
  const person = new Person(worldOn(ports));
  await person.enroll(kind);
  ports.clock.advance(60);
  await person.signIn();
  const told = () => ports.store.published.map(({ type }) => type);
  const devices = () => ports.devices.list(person.subject.accountId, ports.clock.now());
  return { ...ports, world: person.world, person, told, devices };
};

describe('AnswerChallenge, remembering the device (R11)', () => {
  it('gives the token once, and skips the second factor with it', async () => {
    const { person, told, clock } = await begin();
    const answered = await person.answer(await person.rightCode(), remember);
    const token = (answered.ok && answered.device?.token.reveal()) || '';
    expect(token).not.toBe('');
    expect(told()).toContain('device.remembered');
    expect(await person.read()).not.toHaveProperty('device');
    await person.start({}, token);
    expect(await person.at('complete')).toMatchObject({ assurance: { amr: ['pwd'], aal: 'aal1' }, factor: null });
    clock.advance(30 * 86_400);
    await person.start({}, token);
    expect((await person.at('answer-challenge')).canRememberDevice).toBe(true);
  });

  it.each([
    ['after a password change', {}, { credentialVersion: 2 }],
    ['in a step-up', {}, { purpose: 'step-up', stepUp: { aal: 'aal2', satisfied: false } }],
  ] as const)('is worth nothing %s (S14, S15)', async (_, __, changes) => {
    const { person } = await begin();
    const answered = await person.answer(await person.rightCode(), remember);
    await person.start(changes, (answered.ok && answered.device?.token.reveal()) || '');
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('totp');
  });

  it('remembers nothing where the policy does not allow it, nor in a step-up', async () => {
    const { person, devices } = await begin('totp', aPolicy({ rememberDeviceDays: 0 }));
    expect(await person.answer(await person.rightCode(), remember)).toMatchObject({ ok: true, device: null });
    const { person: other, devices: others } = await begin();
    await other.start({ purpose: 'step-up', stepUp: { aal: 'aal2', satisfied: false } });
    expect(await other.answer(await other.rightCode(), remember)).toMatchObject({ ok: true, device: null });
    expect([await devices(), await others()]).toEqual([[], []]);
  });

  it('remembers nothing with a wrong answer', async () => {
    const { person, devices, told } = await begin();
    await person.answer(await person.wrongCode(), remember);
    expect(await devices()).toEqual([]);
    expect(told()).not.toContain('device.remembered');
  });
});

describe('AnswerChallenge, changing factors (R12)', () => {
  it('goes on to the factors after a right answer, and keeps the old one until the new one is active', async () => {
    const { world, person, told, clock } = await begin();
    await person.answer(await person.rightCode(), modify);
    const [old] = (await person.at('manage-factors')).factors;
    const replaces = old?.state.id as FactorId;
    await world.enrollFactor.execute(person.call, { kind: 'totp', replaces, label: 'New phone' });
    const tab = new Person(world, person.subject, elsewhere);
    clock.advance(60);
    await tab.signIn();
    expect((await tab.at('answer-challenge')).factor.state.id).toBe(replaces);
    await person.answerRight();
    const { factors } = await person.at('manage-factors');
    expect(factors.map(({ state }) => [state.label, state.status])).toEqual([['New phone', 'active']]);
    expect(told().filter((type) => type === 'factor.removed' || type === 'factor.activated')).toEqual([
      'factor.activated',
      'factor.removed',
      'factor.activated',
    ]);
    // What the other flow asked for is gone: it ends, and shows nothing of the new one (S11).
    expect(await tab.read()).toMatchObject({ ok: false, refusal: { code: 'flow.expired' } });
  });

  it('forgets all devices with a changed factor but the one of this flow', async () => {
    const { world, person, devices } = await begin();
    await person.answer(await person.rightCode(), remember);
    world.clock.advance(60);
    await person.signIn();
    await person.answer(await person.rightCode(), { rememberDevice: 'Safari on macOS', modifyFactors: true });
    expect(await devices()).toHaveLength(2);
    await world.enrollFactor.execute(person.call, { kind: 'totp', label: 'Another' });
    await person.answerRight();
    expect((await devices()).map(({ state }) => state.name)).toEqual(['Safari on macOS']);
  });

  it('shows factors only to a sign-in that proved one', async () => {
    const { person } = await begin();
    await person.answer(await person.wrongCode(), modify);
    expect((await person.read()).ok && (await person.at('answer-challenge'))).toBeTruthy();
    await person.start({ purpose: 'step-up', stepUp: { aal: 'aal2', satisfied: false } });
    await person.answer(await person.rightCode(), modify);
    await person.at('complete');
  });

  it('needs no second proof to finish the activation of a first factor', async () => {
    const world = worldOn(inMemoryPorts());
    const person = new Person(world, aSubject());
    await person.enrollUpToActivation({ kind: 'totp' });
    await person.answer(await person.rightCode(), modify);
    await person.at('complete');
  });
});

describe('AnswerChallenge, with other kinds of factor', () => {
  it.each([
    [{ synced: false, userVerified: true }, ['pwd', 'hwk', 'user', 'mfa']],
    [{ synced: true, counter: 0, userVerified: true }, ['pwd', 'swk', 'user', 'mfa']],
    [{ synced: false, userVerified: false }, ['pwd', 'hwk', 'mfa']],
  ])('says truthfully what a passkey proved: %j (S10)', async (traits, amr) => {
    const world = worldOn(inMemoryPorts());
    const person = new Person(world);
    await person.enrollUpToActivation({ kind: 'webauthn' });
    const authenticator = world.authenticator();
    await person.answerWith(authenticator, traits);
    expect((await person.at('complete')).assurance).toEqual({ amr, aal: 'aal2' });
    await person.signIn();
    await person.answerWith(authenticator, traits);
    expect((await person.at('complete')).assurance).toEqual({ amr, aal: 'aal2' });
  });

  it('counts an answer of the wrong kind like any wrong one', async () => {
    const world = worldOn(inMemoryPorts());
    const person = new Person(world);
    const authenticator = await person.enrollPasskey();
    await person.signIn();
    const rejected = { ok: false, refusal: { code: 'challenge.rejected', attemptsLeft: 4 } };
    expect(await person.answer('123456')).toMatchObject(rejected);
    const { person: other } = await begin('sms');
    const credential = await person.credential(authenticator);
    expect(await other.world.answerChallenge.execute(other.call, { credential })).toMatchObject(rejected);
  });

  it('takes a recovery code in the place of a lost factor, tells it with what is left, and says what it is worth', async () => {
    const { world, person, store } = await begin();
    const renewed = await world.renewRecoveryCodes.execute(person.subject, home);
    const [code = ''] = (renewed.ok && renewed.codes.reveal()) || [];
    await person.signIn();
    const { factor, alternatives } = await person.at('answer-challenge');
    expect([factor.state.kind, ...alternatives.map(({ state }) => state.kind)]).toEqual(['totp', 'recovery_code']);
    await world.switchChallenge.execute(person.call, alternatives[0]?.state.id as FactorId);
    await person.answer(code.toUpperCase().replaceAll('-', ' '));
    expect(await person.at('complete')).toMatchObject({
      assurance: { amr: ['pwd', 'recovery_code', 'mfa'], aal: 'aal2' },
      recoveryCodesLeft: 9,
    });
    expect(store.published.at(-1)).toMatchObject({ type: 'recovery_code.used', left: 9 });
    await person.signIn();
    expect((await person.at('answer-challenge')).factor.state.kind).toBe('totp');
  });
});
