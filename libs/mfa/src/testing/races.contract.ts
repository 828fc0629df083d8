import { aNewSubject, aPolicy, aSubject } from './builders.js';
import { Person } from './person.js';
import type { World } from './world.js';
import type { FlowOutcome } from '../use-cases/outcome.js';

const refusalOf = (outcome: FlowOutcome) => (outcome.ok ? outcome.step.kind : outcome.refusal.code);
const tally = (outcomes: FlowOutcome[]) =>
  outcomes
    .map(refusalOf)
    .reduce<Record<string, number>>((counts, key) => ({ ...counts, [key]: (counts[key] ?? 0) + 1 }), {});
const times = <Value>(count: number, make: () => Promise<Value>) => Promise.all(Array.from({ length: count }, make));

/** The promises that must hold when everything happens at once, through all use cases. */
export function racesContract(setUp: () => Promise<World>): void {
  it('two hundred parallel wrong answers evaluate exactly five, in one flow (S5)', async () => {
    const person = new Person(await setUp());
    await person.enroll('sms');
    await person.signIn();
    const wrong = await person.wrongCode();
    expect(tally(await times(200, () => person.answer(wrong)))).toEqual({
      'challenge.rejected': 5,
      'challenge.locked': 195,
    });
  });

  it('many flows, resends and switches share one budget (S5)', async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('sms');
    const outcomes: FlowOutcome[] = [];
    for (let flow = 0; flow < 4; flow++) {
      await person.signIn();
      const wrong = await person.wrongCode();
      outcomes.push(...(await times(3, () => person.answer(wrong))));
      world.clock.advance(6);
      await world.resendCode.execute(person.call);
    }
    expect(tally(outcomes)).toEqual({ 'challenge.rejected': 5, 'challenge.locked': 7 });
    expect(refusalOf(await person.answerRight())).toBe('challenge.locked');
  });

  it.each(['sms', 'email', 'totp'] as const)(
    'of parallel right answers exactly one completes the flow, and the rest learn that the step is over: %s (S4)',
    async (kind) => {
      const world = await setUp();
      const person = new Person(world);
      await person.enroll(kind);
      world.clock.advance(60);
      await person.signIn();
      const right = await person.rightCode();
      const outcomes = await times(5, () => person.answer(right));
      expect(tally(outcomes)).toEqual({ complete: 1, 'flow.step_out_of_order': 4 });
    },
  );

  it.each([{ kind: 'sms', phone: '2125550131' } as const, { kind: 'totp' } as const])(
    'of parallel right answers exactly one activates the factor, and the rest learn that the step is over: $kind (S4)',
    async (wanted) => {
      for (let round = 0; round < 4; round++) {
        const person = new Person(await setUp(), aNewSubject());
        await person.enrollUpToActivation(wanted);
        const right = await person.rightCode();
        const outcomes = await times(5, () => person.answer(right));
        expect(tally(outcomes)).toEqual({ complete: 1, 'flow.step_out_of_order': 4 });
      }
    },
  );

  it('an answer while the factor is taken back wins or is out of order, and never breaks (S22)', async () => {
    const world = await setUp();
    for (let round = 0; round < 4; round++) {
      const person = new Person(world, aNewSubject());
      await person.enrollUpToActivation({ kind: 'totp' });
      const right = await person.rightCode();
      const answers = times(4, () => person.answer(right));
      const [cancelled, ...outcomes] = [await world.cancelEnrollment.execute(person.call), ...(await answers)];
      const completed = outcomes.filter(({ ok }) => ok).length;
      expect(completed + (cancelled.ok ? 1 : 0)).toBe(1);
      expect(tally(outcomes)['flow.step_out_of_order']).toBe(4 - completed);
    }
  });

  it('a TOTP code is accepted once, in parallel flows too, and never for activation and sign-in both (S7)', async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('totp');
    await person.signIn();
    expect(refusalOf(await person.answerRight())).toBe('challenge.rejected');
    world.clock.advance(60);
    const people = [person, new Person(world, person.subject), new Person(world, person.subject)];
    for (const each of people) await each.signIn();
    const code = await person.rightCode();
    const outcomes = await Promise.all(people.map((each) => each.answer(code)));
    expect(tally(outcomes)).toEqual({ complete: 1, 'challenge.rejected': 2 });
  });

  it('parallel resends send one message, with the same code as the first (R8)', async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('sms');
    await person.signIn();
    const code = await person.rightCode();
    world.clock.advance(6);
    const outcomes = await times(6, () => world.resendCode.execute(person.call));
    expect(tally(outcomes)).toEqual({ 'answer-challenge': 1, 'challenge.resend_too_soon': 5 });
    expect((await person.at('answer-challenge')).challenge.state.sends).toBe(2);
    expect(await person.rightCode()).toBe(code);
  });

  it('one postponement left is one, however many flows ask for it at once', async () => {
    const world = await setUp();
    world.policies.policy = aPolicy({ maxPostponements: 1 });
    const subject = aSubject();
    const people = Array.from({ length: 5 }, () => new Person(world, subject));
    for (const each of people) await each.signIn();
    const outcomes = await Promise.all(people.map((each) => world.chooseEnrollment.execute(each.call, 'not-now')));
    expect(tally(outcomes)).toEqual({ complete: 1, 'flow.postponement_refused': 4 });
  });

  it('one link is consumed once (R3)', async () => {
    const world = await setUp();
    const person = new Person(world, aNewSubject());
    await person.signIn();
    await world.chooseEmail.execute(person.call);
    const link = await person.link();
    const outcomes = await times(8, () => world.verifyEmail.execute(link, person.source));
    expect(outcomes.filter(({ kind }) => kind === 'verified')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'spent')).toHaveLength(7);
  });

  it('of two flows that enroll one account at once, one wins and the other must start over (S11)', async () => {
    const world = await setUp();
    const subject = aNewSubject();
    const [one, other] = [new Person(world, subject), new Person(world, subject)];
    await one.enrollUpToActivation({ kind: 'sms', phone: '2125550131' });
    await other.enrollUpToActivation({ kind: 'sms', phone: '2125550199' });
    const codes = [await one.rightCode(), await other.rightCode()] as const;
    const outcomes = await Promise.all([one.answer(codes[0]), other.answer(codes[1])]);
    expect(tally(outcomes)).toEqual({ complete: 1, 'flow.expired': 1 });
    await one.signIn();
    const { factor, alternatives } = await one.at('answer-challenge');
    expect([factor.state.status, alternatives]).toEqual(['active', []]);
  });
}
