import type { FactorId } from '../ids.js';
import type { Answered } from '../use-cases/answer-challenge.js';
import type { FlowOutcome } from '../use-cases/outcome.js';
import { aNewSubject, elsewhere, home } from './builders.js';
import { Person } from './person.js';
import type { World } from './world.js';

const resultOf = (outcome: FlowOutcome) => (outcome.ok ? outcome.step.kind : outcome.refusal.code);
const tally = (outcomes: FlowOutcome[]) =>
  outcomes
    .map(resultOf)
    .reduce<Record<string, number>>((counts, key) => ({ ...counts, [key]: (counts[key] ?? 0) + 1 }), {});
const times = <Value>(count: number, make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

const remember = { rememberDevice: 'Firefox on Windows', modifyFactors: false };
const modify = { rememberDevice: null, modifyFactors: true };

/** What passkeys, recovery codes, remembered devices and replaced factors promise when everything happens at once. */
export function answerRacesContract(setUp: () => Promise<World>): void {
  const beginWithCodes = async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('totp');
    const renewed = await world.renewRecoveryCodes.execute(person.subject, home);
    if (!renewed.ok) throw new Error(renewed.refusal.code);
    const set = (await world.sets.of(person.subject.accountId)).set;
    /** Signs in from a place of its own, so that budgets do not come into it, up to where a recovery code is asked for. */
    const askedForCode = async (index = 0) => {
      const tab = new Person(world, person.subject, `203.0.113.${index}` as typeof home);
      await tab.signIn();
      await world.switchChallenge.execute(tab.call, set?.state.id as FactorId);
      return tab;
    };
    return { world, person, codes: renewed.codes.reveal(), askedForCode };
  };

  it('of twenty parallel sign-ins with one recovery code exactly one wins, and the code is gone (S8)', async () => {
    const { world, person, codes, askedForCode } = await beginWithCodes();
    const tabs = await times(20, askedForCode);
    const outcomes = await Promise.all(tabs.map((tab) => tab.answer(codes[3] as string)));
    expect(tally(outcomes)).toEqual({ complete: 1, 'challenge.rejected': 19 });
    const { set } = await world.sets.of(person.subject.accountId);
    expect(set?.state.recoveryHashes).toHaveLength(9);
    const late = await askedForCode(30);
    expect(resultOf(await late.answer(codes[3] as string))).toBe('challenge.rejected');
    expect(resultOf(await late.answer(codes[4] as string))).toBe('complete');
  });

  it('ten different recovery codes used at once all work, and each is gone afterwards (S8)', async () => {
    const { world, person, codes, askedForCode } = await beginWithCodes();
    const tabs = await times(10, askedForCode);
    const outcomes = await Promise.all(tabs.map((tab, index) => tab.answer(codes[index] as string)));
    expect(tally(outcomes)).toEqual({ complete: 10 });
    const { set } = await world.sets.of(person.subject.accountId);
    expect(set?.state.recoveryHashes).toEqual([]);
  });

  it('two hundred guesses at recovery codes evaluate exactly five (S5, S8)', async () => {
    const { codes, askedForCode } = await beginWithCodes();
    const tab = await askedForCode();
    const outcomes = await times(200, () => tab.answer('0000-0000-0000-0000'));
    expect(tally(outcomes)).toEqual({ 'challenge.rejected': 5, 'challenge.locked': 195 });
    expect(resultOf(await tab.answer(codes[0] as string))).toBe('challenge.locked');
  });

  it('a recovery code of the set before is worth nothing, however fast it is used (S8)', async () => {
    const { world, person, codes, askedForCode } = await beginWithCodes();
    const tab = await askedForCode();
    const [renewed, outcome] = await Promise.all([
      world.renewRecoveryCodes.execute(person.subject, home),
      tab.answer(codes[0] as string),
    ]);
    expect(renewed.ok).toBe(true);
    expect(['complete', 'flow.expired']).toContain(resultOf(outcome));
    const late = await askedForCode(1).catch(() => null);
    expect(late && resultOf(await late.answer(codes[1] as string))).not.toBe('complete');
  });

  const beginWithPasskey = async () => {
    const world = await setUp();
    const person = new Person(world, aNewSubject());
    const authenticator = await person.enrollPasskey();
    await person.signIn();
    return { world, person, authenticator };
  };

  it('one assertion posted twenty times at once completes the flow once (S10)', async () => {
    const { world, person, authenticator } = await beginWithPasskey();
    const credential = await person.credential(authenticator);
    const outcomes = await times(20, () => world.answerChallenge.execute(person.call, { credential }));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const others = outcomes.map(resultOf).filter((result) => result !== 'complete');
    expect(others.every((result) => ['flow.step_out_of_order', 'challenge.locked'].includes(result))).toBe(true);
  });

  it('an assertion made for one flow is refused in another, of the same person (S10)', async () => {
    const { world, person, authenticator } = await beginWithPasskey();
    const other = new Person(world, person.subject, elsewhere);
    await other.signIn();
    const credential = await person.credential(authenticator);
    expect(resultOf(await world.answerChallenge.execute(other.call, { credential }))).toBe('challenge.rejected');
    expect(resultOf(await world.answerChallenge.execute(person.call, { credential }))).toBe('complete');
  });

  it('one count is taken once, also by many flows at once, and a smaller one never: a copied key shows (S10)', async () => {
    const { world, person, authenticator } = await beginWithPasskey();
    const tabs = await times(8, async (index) => {
      const tab = new Person(world, person.subject, `203.0.113.${index}` as typeof home);
      await tab.signIn();
      return tab;
    });
    const outcomes = await Promise.all(tabs.map((tab) => tab.answerWith(authenticator, { counter: 7 })));
    expect(tally(outcomes)).toEqual({ complete: 1, 'challenge.rejected': 7 });
    for (const counter of [0, 6, 7]) {
      expect(resultOf(await person.answerWith(authenticator, { counter }))).toBe('challenge.rejected');
    }
    expect(resultOf(await person.answerWith(authenticator, { counter: 8 }))).toBe('complete');
  });

  it('a passkey that does not count works time after time', async () => {
    const world = await setUp();
    const person = new Person(world, aNewSubject());
    await person.enrollUpToActivation({ kind: 'webauthn' });
    const authenticator = world.authenticator();
    const synced = { synced: true, counter: 0 };
    expect(resultOf(await person.answerWith(authenticator, synced))).toBe('complete');
    for (let round = 0; round < 3; round++) {
      await person.signIn();
      expect(resultOf(await person.answerWith(authenticator, synced))).toBe('complete');
    }
  });

  it('a passkey of another account answers nothing (S22)', async () => {
    const { world, person } = await beginWithPasskey();
    const thief = new Person(world, aNewSubject());
    const stolen = await thief.enrollPasskey();
    const { factor } = await person.at('answer-challenge');
    const options = await world.passkeys.requestOptions(
      world.challenges.of((await person.at('answer-challenge')).challenge.codeSubject),
      null,
    );
    for (const credentialId of [undefined, factor.state.passkey?.credentialId]) {
      const credential = stolen.get(options, credentialId ? { credentialId } : {});
      expect(resultOf(await world.answerChallenge.execute(person.call, { credential }))).toBe('challenge.rejected');
    }
  });

  it('a passkey that is registered already is registered by nobody else, also at once (S22)', async () => {
    const world = await setUp();
    const people = await times(4, async () => {
      const person = new Person(world, aNewSubject());
      await person.enrollUpToActivation({ kind: 'webauthn' });
      return person;
    });
    const credentialId = 'c2hhcmVkLWNyZWRlbnRpYWwtaWQ';
    const outcomes = await Promise.all(
      people.map((person) => person.answerWith(world.authenticator(), { credentialId })),
    );
    expect(tally(outcomes)).toEqual({ complete: 1, 'challenge.rejected': 3 });
    const loser = people[outcomes.findIndex(({ ok }) => !ok)] as Person;
    expect(resultOf(await loser.answerWith(world.authenticator(), { credentialId }))).toBe('challenge.rejected');
    expect(resultOf(await loser.answerWith(world.authenticator()))).toBe('complete');
  });

  it('a registration answered many times at once makes one passkey (S10)', async () => {
    const world = await setUp();
    const person = new Person(world, aNewSubject());
    await person.enrollUpToActivation({ kind: 'webauthn' });
    const credential = await person.credential(world.authenticator());
    const outcomes = await times(5, () => world.answerChallenge.execute(person.call, { credential }));
    expect(tally(outcomes)).toEqual({ complete: 1, 'flow.step_out_of_order': 4 });
    await person.signIn();
    expect((await person.at('answer-challenge')).alternatives).toEqual([]);
  });

  it('one ceremony gives one proof, of twenty parallel posts, and none after it (S19)', async () => {
    const { world, person, authenticator } = await beginWithPasskey();
    const { ceremony, options } = await world.beginPasskeySignIn.execute();
    const credential = authenticator.get(options);
    const post = () => world.verifyPasskeySignIn.execute(ceremony, credential, home);
    const proofs = await times(20, post);
    expect(proofs.filter((proof) => proof?.accountId === person.subject.accountId)).toHaveLength(1);
    expect(proofs.filter((proof) => proof === null)).toHaveLength(19);
    expect(await post()).toBeNull();
    const again = authenticator.get(options);
    expect(await world.verifyPasskeySignIn.execute(ceremony, again, home)).toBeNull();
  });

  it('remembers one device, however often one answer asks for it (S15)', async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('sms');
    world.clock.advance(60);
    await person.signIn();
    const code = await person.rightCode();
    const outcomes = await times(5, () => person.answer(code, remember));
    const told = outcomes.filter((outcome): outcome is Extract<Answered, { ok: true }> => outcome.ok);
    expect(told).toHaveLength(1);
    const devices = await world.devices.list(person.subject.accountId, world.clock.now());
    expect(devices.map(({ state }) => state.name)).toEqual(['Firefox on Windows']);
    const token = told[0]?.device?.token.reveal() ?? '';
    const { tokenHash } = devices[0]?.state ?? {};
    expect(world.deviceTokens.hash(token)).toBe(tokenHash);
  });

  it('of two flows that replace one factor at once, one does, and the other learns that it is gone (R12)', async () => {
    const world = await setUp();
    const person = new Person(world);
    await person.enroll('totp');
    const tabs = [person, new Person(world, person.subject, elsewhere)];
    for (const tab of tabs) {
      world.clock.advance(60);
      await tab.signIn();
      await tab.answer(await tab.rightCode(), modify);
      const { factors } = await tab.at('manage-factors');
      await world.enrollFactor.execute(tab.call, { kind: 'totp', replaces: factors[0]?.state.id });
    }
    const codes = await Promise.all(tabs.map((tab) => tab.rightCode()));
    const outcomes = await Promise.all(tabs.map((tab, index) => tab.answer(codes[index] as string)));
    expect(tally(outcomes)).toEqual({ 'manage-factors': 1, 'flow.step_out_of_order': 1 });
    for (const tab of tabs) expect((await tab.at('manage-factors')).factors).toHaveLength(1);
  });
}
