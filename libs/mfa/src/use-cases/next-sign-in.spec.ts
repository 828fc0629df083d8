import { InMemorySendingLimits } from '../testing/fake-surroundings.js';
import { aFactor, anEnrollment, aNewSubject, noon } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';
import { newId, secondsAfter } from '@postern/kernel';
import type { FactorId } from '../ids.js';

/** Somebody with a phone used last, a mailbox and an authenticator app. */
const begin = (changes: Parameters<typeof inMemoryPorts>[0] = {}) => {
  const ports = inMemoryPorts(changes);
  const person = new Person(worldOn(ports));
  const { accountId, email } = person.subject;
  const [phone, mailbox, app] = (['sms', 'email', 'totp'] as const).map((kind, index) =>
    aFactor({ accountId, kind, lastUsedAt: secondsAfter(noon, -3600 * (index + 1)) }),
  ) as [ReturnType<typeof aFactor>, ReturnType<typeof aFactor>, ReturnType<typeof aFactor>];
  for (const { state } of [phone, mailbox, app]) ports.store.factors.set(state.id, state);
  const enrollment = anEnrollment({ accountId, verifiedAddress: email, verifiedAt: noon, enrolledAt: noon });
  ports.store.enrollments.set(accountId, enrollment.state);
  const sent = () =>
    ports.store.published.flatMap((event) => (event.type === 'passcode.requested' ? [event.destination] : []));
  return { world: person.world, person, phone, mailbox, app, sent, clock: ports.clock };
};

const refusal = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

describe('the next sign-in', () => {
  it('sends the code at once to the factor that was used last, and offers the others (R10)', async () => {
    const { person, phone, mailbox, app, sent } = begin();
    await person.signIn();
    const { factor, alternatives } = await person.at('answer-challenge');
    expect(factor.state.id).toBe(phone.state.id);
    expect(alternatives.map(({ state }) => state.id)).toEqual([mailbox.state.id, app.state.id]);
    expect(sent()).toEqual(['+12125550131']);
  });

  it('still gets its code when strangers keep asking for codes and links to the same phone and mailbox (S5, S25)', async () => {
    const { world, person, mailbox, sent } = begin({ limits: new InMemorySendingLimits(3) });
    for (let round = 0; round < 5; round++) {
      const stranger = new Person(world, aNewSubject());
      await stranger.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
      const other = new Person(world, aNewSubject());
      await other.signIn();
      await world.chooseEmail.execute(other.call, person.subject.email);
    }
    const before = sent().length;
    await person.signIn();
    await world.switchChallenge.execute(person.call, mailbox.state.id);
    expect(sent().slice(before)).toEqual(['+12125550131', mailbox.state.destination]);
  });

  it('S5, S25: nor do strangers keep the link from who has lost every factor, by asking for links to the same address', async () => {
    const { world, person, clock } = begin({ limits: new InMemorySendingLimits(3) });
    const owner = new Person(world, aNewSubject({ email: person.subject.email }));
    await owner.enroll('totp');
    clock.advance(60);
    for (let round = 0; round < 5; round++) {
      const stranger = new Person(world, aNewSubject());
      await stranger.signIn();
      await world.chooseEmail.execute(stranger.call, person.subject.email);
    }
    await owner.signIn();
    expect(await world.recoverFactors.execute(owner.call)).toMatchObject({ ok: true, step: { kind: 'await-email' } });
  });

  it('remembers which one was used last', async () => {
    const { world, person, mailbox } = begin();
    await person.signIn();
    await world.switchChallenge.execute(person.call, mailbox.state.id);
    expect(await person.answerRight()).toMatchObject({
      step: { kind: 'complete', assurance: { amr: ['pwd', 'email'], aal: 'aal1' } },
    });
    await person.signIn();
    expect((await person.at('answer-challenge')).factor.state.id).toBe(mailbox.state.id);
  });

  it('takes only the code of the factor that was switched to', async () => {
    const { world, person, mailbox } = begin();
    await person.signIn();
    const old = await person.rightCode();
    await world.switchChallenge.execute(person.call, mailbox.state.id);
    expect(await person.answer(old)).toMatchObject(refusal('challenge.rejected', { attemptsLeft: 4 }));
  });

  it('sends nothing again when the factor that is asked for is chosen again', async () => {
    const { world, person, phone, sent } = begin();
    await person.signIn();
    expect(await world.switchChallenge.execute(person.call, phone.state.id)).toMatchObject({ ok: true });
    expect(sent()).toHaveLength(1);
  });

  it('R9: going back and forth between two factors sends nothing again, and the code that was sent still works', async () => {
    const { world, person, phone, mailbox, app, clock, sent } = begin();
    await person.signIn();
    const code = await person.rightCode();
    const choose = ({ state }: typeof phone) => world.switchChallenge.execute(person.call, state.id);
    for (let round = 0; round < 5; round++) for (const factor of [mailbox, app, phone]) await choose(factor);
    expect(sent()).toEqual([phone, mailbox].map(({ state }) => state.destination));
    expect(await world.resendCode.execute(person.call)).toMatchObject(refusal('challenge.resend_too_soon'));
    expect(await person.rightCode()).toBe(code);
    clock.advance(300);
    await choose(mailbox);
    expect(sent()).toHaveLength(3);
    await choose(phone);
    expect([sent().length, (await person.rightCode()) === code]).toEqual([4, false]);
    expect(await person.answerRight()).toMatchObject({ ok: true });
  });

  it('R9: of one that the limits held back, the code is sent when it is chosen again and there is room', async () => {
    const limits = new InMemorySendingLimits(1);
    const { world, person, phone, mailbox, sent } = begin({ limits });
    await person.signIn();
    const choose = ({ state }: typeof phone) => world.switchChallenge.execute(person.call, state.id);
    expect(await choose(mailbox)).toMatchObject(refusal('challenge.resend_limit'));
    expect(await choose(phone)).toMatchObject({ ok: true });
    expect(sent()).toEqual([phone.state.destination]);
  });

  it('knows no factor of another account, and no disabled one (S22)', async () => {
    const { world, person } = begin();
    const stranger = new Person(world, { ...person.subject, accountId: newId() });
    await stranger.enroll('email');
    await stranger.signIn();
    const foreign = (await stranger.at('answer-challenge')).factor.state.id;
    await person.signIn();
    for (const id of [foreign, newId<FactorId>()]) {
      expect(await world.switchChallenge.execute(person.call, id)).toEqual(refusal('factor.not_found'));
    }
  });

  it('sends the same code again, when the cool-down is over, and a fresh one after five minutes (R8, R9)', async () => {
    const { world, person, clock, sent } = begin();
    await person.signIn();
    const code = await person.rightCode();
    const resendAt = secondsAfter(clock.now(), 6);
    clock.advance(5);
    expect(await world.resendCode.execute(person.call)).toEqual(refusal('challenge.resend_too_soon', { resendAt }));
    clock.advance(1);
    await world.resendCode.execute(person.call);
    expect([await person.rightCode(), sent().length]).toEqual([code, 2]);
    clock.advance(294);
    await world.resendCode.execute(person.call);
    expect(await person.rightCode()).not.toBe(code);
    expect(await person.answerRight()).toMatchObject({ ok: true });
  });

  it('has nothing to resend for an authenticator app', async () => {
    const { world, person, app } = begin();
    await person.signIn();
    await world.switchChallenge.execute(person.call, app.state.id);
    expect(await world.resendCode.execute(person.call)).toEqual(refusal('challenge.resend_limit'));
  });

  it('still begins when the limits hold the code back, and another factor may be chosen (S25)', async () => {
    const { world, person, app, sent } = begin({ limits: new InMemorySendingLimits(0) });
    expect(await person.signIn()).toMatchObject({ ok: true, step: { kind: 'answer-challenge' } });
    expect(sent()).toEqual([]);
    expect(await world.resendCode.execute(person.call)).toEqual(refusal('challenge.resend_limit'));
    expect(await world.switchChallenge.execute(person.call, app.state.id)).toMatchObject({ ok: true });
  });

  it('offers neither enrollment nor another address before a factor is proven (S11)', async () => {
    const { world, person } = begin();
    await person.signIn();
    const outOfOrder = refusal('flow.step_out_of_order', { step: 'answer-challenge' });
    expect(await world.chooseEmail.execute(person.call, 'attacker@example.net')).toEqual(outOfOrder);
    expect(await world.enrollFactor.execute(person.call, { kind: 'totp' })).toEqual(outOfOrder);
    expect(await world.chooseEnrollment.execute(person.call, 'not-now')).toEqual(outOfOrder);
    expect(await world.cancelEnrollment.execute(person.call)).toEqual(outOfOrder);
  });
});
