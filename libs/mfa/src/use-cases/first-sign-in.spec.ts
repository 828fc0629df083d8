import { aNewSubject, aPolicy, aSubject } from '../testing/builders.js';
import { InMemorySendingLimits } from '../testing/fake-surroundings.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const begin = (subject = aNewSubject(), changes: Parameters<typeof inMemoryPorts>[0] = {}) => {
  const ports = inMemoryPorts(changes);
  const world = worldOn(ports);
  const published = () => ports.store.published.map(({ type }) => type);
  return { world, published, store: ports.store, clock: world.clock, person: new Person(world, subject) };
};

const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

describe('the first sign-in', () => {
  it.each(['sms', 'email', 'totp'] as const)('ends complete with %s, in this order and no other', async (kind) => {
    const { world, person, published } = begin(aSubject());
    await person.signIn();
    await person.at('choose-enrollment');
    await world.chooseEnrollment.execute(person.call, 'enroll');
    await person.at('verify-email');
    await world.chooseEmail.execute(person.call);
    expect(await person.openLink()).toMatchObject({ kind: 'verified', address: 'robin@example.org' });
    await world.enrollFactor.execute(person.call, kind === 'sms' ? { kind, phone: '2125550131' } : { kind });
    await person.at('activate-factor');
    expect(await person.answerRight()).toMatchObject({ ok: true, step: { kind: 'complete', factor: { kind } } });
    const passcode = kind === 'totp' ? [] : ['passcode.requested'];
    expect(published()).toEqual(['email.link_requested', 'email.verified', ...passcode, 'factor.activated']);
  });

  it('completes with the password alone when an old account postpones, and asks again next time', async () => {
    const { world, person } = begin(aSubject());
    await person.signIn();
    const outcome = await world.chooseEnrollment.execute(person.call, 'not-now');
    expect(outcome).toMatchObject({
      step: { kind: 'complete', assurance: { amr: ['pwd'], aal: 'aal1' }, factor: null },
    });
    await person.signIn();
    await person.at('choose-enrollment');
  });

  it('keeps a used-up "not now" visible, and refuses it', async () => {
    const { world, person } = begin(aSubject());
    world.policies.policy = aPolicy({ maxPostponements: 0 });
    await person.signIn();
    expect((await person.at('choose-enrollment')).postponementsLeft).toBe(0);
    const outcome = await world.chooseEnrollment.execute(person.call, 'not-now');
    expect(outcome).toEqual(refused('flow.postponement_refused'));
    expect(await world.chooseEnrollment.execute(person.call, 'enroll')).toMatchObject({
      step: { kind: 'verify-email' },
    });
  });

  it('does not ask again for an address that was verified in an earlier, unfinished sign-in', async () => {
    const { person } = begin();
    await person.enrollUpToActivation({ kind: 'totp' });
    await person.signIn();
    await person.at('enroll-factor');
  });

  it('refuses kinds that the policy leaves out, and changes nothing', async () => {
    const { world, person } = begin();
    world.policies.policy = aPolicy({ allowedKinds: ['totp'] });
    const outcome = await person.enrollUpToActivation({ kind: 'email' });
    expect(outcome).toEqual(refused('factor.kind_not_allowed'));
    await person.at('enroll-factor');
  });

  it('names the field and the reason when it refuses a phone number (R5)', async () => {
    const { person } = begin();
    const outcome = await person.enrollUpToActivation({ kind: 'sms', phone: '+442079460958' });
    expect(outcome).toEqual(refused('phone.refused', { field: 'phone', reason: 'international' }));
  });

  it('takes another number after the pending one is taken back, and its code only', async () => {
    const { world, person } = begin();
    await person.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
    const firstCode = await person.rightCode();
    expect(await world.cancelEnrollment.execute(person.call)).toMatchObject({ step: { kind: 'enroll-factor' } });
    await world.enrollFactor.execute(person.call, { kind: 'sms', phone: '2125550199' });
    expect(await person.answer(firstCode)).toMatchObject({ refusal: { code: 'challenge.rejected' } });
    const { factor } = await person.at('activate-factor');
    expect(factor.maskedDestination).toBe('(***) ***-**99');
  });

  it('keeps the cool-down when a factor is taken back and set up again, as often as that is done (R9, S25)', async () => {
    const { world, person, clock, published } = begin();
    const wanted = { kind: 'sms', phone: '2125550131' } as const;
    await person.enrollUpToActivation(wanted);
    const again = async () => {
      await world.cancelEnrollment.execute(person.call);
      return world.enrollFactor.execute(person.call, wanted);
    };
    const sent = () => published().filter((type) => type === 'passcode.requested').length;
    for (const [index, wait] of [6, 15, 30, 60, 120].entries()) {
      clock.advance(wait - 1);
      expect(await again()).toMatchObject(refused('challenge.resend_too_soon'));
      expect(sent()).toBe(index + 1);
      clock.advance(1);
      expect(await again()).toMatchObject({ ok: true, step: { kind: 'activate-factor' } });
      expect(sent()).toBe(index + 2);
    }
    expect(await again()).toMatchObject(refused('challenge.resend_limit'));
    expect(await world.enrollFactor.execute(person.call, { ...wanted, phone: '2125550199' })).toMatchObject({
      ok: true,
    });
  });

  it('takes no answer for a factor that was taken back, and spends none (S22)', async () => {
    const { world, person } = begin();
    await person.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
    const code = await person.rightCode();
    await world.cancelEnrollment.execute(person.call);
    for (let count = 0; count < 6; count++) {
      expect(await person.answer(code)).toEqual(refused('flow.step_out_of_order', { step: 'enroll-factor' }));
    }
    expect(await world.enrollFactor.execute(person.call, { kind: 'email' })).toMatchObject({ ok: true });
  });

  it('does not grant fresh guesses by setting up fresh factors (S5)', async () => {
    const { world, person, clock } = begin();
    await person.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
    for (let count = 0; count < 5; count++) await person.answer(await person.wrongCode());
    await world.cancelEnrollment.execute(person.call);
    const outcome = await world.enrollFactor.execute(person.call, { kind: 'sms', phone: '2125550199' });
    expect(outcome).toMatchObject(refused('challenge.locked'));
    clock.advance(900);
    const later = await world.enrollFactor.execute(person.call, { kind: 'sms', phone: '2125550199' });
    expect(later).toMatchObject({ ok: true, step: { kind: 'activate-factor' } });
  });

  it('sends nothing past the limits, and leaves the step as it was (S25)', async () => {
    const { person, published } = begin(aNewSubject(), { limits: new InMemorySendingLimits(1) });
    const outcome = await person.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
    expect(outcome).toEqual(refused('challenge.resend_limit'));
    await person.at('enroll-factor');
    expect(published()).not.toContain('passcode.requested');
  });

  it('lets one subject token buy one flow (S19)', async () => {
    const { world, person } = begin();
    await world.startFlow.execute(person.subject, person.source);
    expect(await world.startFlow.execute(person.subject, person.source)).toEqual(refused('flow.expired'));
  });

  it('refuses every step out of order, and every unknown, expired and abandoned flow (S22)', async () => {
    const { world, person, clock } = begin();
    const { call } = person;
    expect(await person.read()).toEqual(refused('flow.not_found'));
    expect(await person.answer('123456')).toEqual(refused('flow.not_found'));
    expect(await world.resendCode.execute(call)).toEqual(refused('flow.not_found'));
    await person.signIn();
    const outOfOrder = refused('flow.step_out_of_order', { step: 'verify-email' });
    for (const early of [
      world.chooseEnrollment.execute(person.call, 'not-now'),
      world.resendEmail.execute(person.call),
      world.enrollFactor.execute(person.call, { kind: 'totp' }),
      world.cancelEnrollment.execute(person.call),
      world.answerChallenge.execute(person.call, { code: '123456' }),
      world.resendCode.execute(person.call),
    ]) {
      expect(await early).toEqual(outOfOrder);
    }
    expect(await world.abandonFlow.execute(person.call)).toEqual({ ok: true });
    expect(await person.read()).toEqual(refused('flow.not_found'));
    await person.signIn();
    clock.advance(1800);
    expect(await person.read()).toEqual(refused('flow.expired'));
    expect(await person.answer('123456')).toEqual(refused('flow.expired'));
  });
});
