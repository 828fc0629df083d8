import { elsewhere } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const begin = async (kind: 'sms' | 'totp' = 'sms', changes: Parameters<typeof inMemoryPorts>[0] = {}) => {
  const ports = inMemoryPorts(changes);
  const person = new Person(worldOn(ports));
  await person.enroll(kind);
  ports.clock.advance(60);
  await person.signIn();
  return { world: person.world, person, clock: ports.clock, published: ports.store.published };
};

const refusal = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
const attemptsLeft = async (person: Person) => {
  const { budget } = await person.at('answer-challenge');
  return budget.attemptsLeft(person.world.clock.now());
};

describe('AnswerChallenge', () => {
  it('counts down, locks, and takes the right code no more either until the lock ends (S5)', async () => {
    const { person, clock } = await begin('totp');
    const left = [];
    for (let count = 0; count < 5; count++) {
      const outcome = await person.answer(await person.wrongCode());
      left.push(!outcome.ok && outcome.refusal.code === 'challenge.rejected' && outcome.refusal.attemptsLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const retryAt = new Date(clock.now().getTime() + 900_000);
    expect(await person.answerRight()).toEqual(refusal('challenge.locked', { retryAt }));
    clock.advance(900);
    expect(await person.answerRight()).toMatchObject({ ok: true, step: { kind: 'complete' } });
  });

  it('grants what is left of the budget to a new challenge, and all of it after a right answer', async () => {
    const { person } = await begin();
    await person.answer(await person.wrongCode());
    await person.signIn();
    expect(await attemptsLeft(person)).toBe(4);
    await person.answerRight();
    await person.signIn();
    expect(await attemptsLeft(person)).toBe(5);
  });

  it('sends no code while it is locked, and does not resend one', async () => {
    const { world, person, published, clock } = await begin();
    for (let count = 0; count < 5; count++) await person.answer(await person.wrongCode());
    const sent = () => published.filter(({ type }) => type === 'passcode.requested').length;
    const before = sent();
    await person.signIn();
    expect(await world.resendCode.execute(person.call)).toMatchObject(refusal('challenge.locked'));
    expect(sent()).toBe(before);
    clock.advance(900);
    expect(await world.resendCode.execute(person.call)).toMatchObject({ ok: true });
    expect(sent()).toBe(before + 1);
  });

  it('does not lock the owner out when somebody who knows the password guesses from elsewhere (S5)', async () => {
    const { person } = await begin();
    const stranger = new Person(person.world, person.subject, elsewhere);
    await stranger.signIn();
    for (let count = 0; count < 6; count++) await stranger.answer(await stranger.wrongCode());
    expect(await person.answerRight()).toMatchObject({ ok: true });
  });

  it('answers an expired code like a wrong one, without counting it (S4)', async () => {
    const { person, clock, published } = await begin();
    const code = await person.rightCode();
    clock.advance(300);
    expect(await person.answer(code)).toEqual(refusal('challenge.rejected', { attemptsLeft: 5, retryAt: null }));
    expect(published.map(({ type }) => type)).not.toContain('challenge.rejected');
  });

  it('stays locked for a code that expires during the lock', async () => {
    const { person, clock } = await begin();
    for (let count = 0; count < 5; count++) await person.answer(await person.wrongCode());
    clock.advance(300);
    expect(await person.answerRight()).toMatchObject(refusal('challenge.locked', { retryAt: expect.any(Date) }));
  });

  it('takes a code only in the flow that it was sent for (S4)', async () => {
    const { person } = await begin();
    const other = new Person(person.world, person.subject);
    await other.signIn();
    expect(await other.answer(await person.rightCode())).toMatchObject(refusal('challenge.rejected'));
  });

  it('mints the same completion again when the reply was lost', async () => {
    const { person } = await begin();
    const first = await person.answerRight();
    const again = await person.read();
    expect(first.ok && again.ok && again.step).toEqual(first.ok && first.step);
  });

  it('disables a factor after a hundred failures in a row, from however many places, and tells (S5)', async () => {
    const { person, published } = await begin();
    const wrong = await person.wrongCode();
    const outcomes = [];
    for (let place = 0; place < 25; place++) {
      const guesser = person.from(`192.0.2.${place}` as typeof person.source);
      for (let count = 0; count < 5; count++) outcomes.push(await guesser.answer(wrong));
    }
    const rejected = outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'challenge.rejected');
    expect(rejected).toHaveLength(100);
    expect(published.filter(({ type }) => type === 'factor.disabled')).toHaveLength(1);
    expect(outcomes.at(-1)).toEqual(refusal('challenge.locked', { retryAt: null }));
    await person.signIn();
    expect((await person.at('answer-challenge')).factor.state.status).toBe('disabled');
    expect(await person.world.resendCode.execute(person.call)).toEqual(refusal('challenge.locked', { retryAt: null }));
  });
});
