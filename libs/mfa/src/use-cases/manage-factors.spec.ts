import { secondsAfter } from '@postern/kernel';
import { maxFactors } from '../factor/factor.js';
import type { FactorId } from '../ids.js';
import { aFactor, aNewSubject, aPolicy, aSubject, noon } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

describe('Managing factors', () => {
  const begin = (subject = aNewSubject()) => {
    const ports = inMemoryPorts();
    const world = worldOn(ports);
    const person = new Person(world, subject);
    const standing = () => ports.store.standing(subject.accountId, person.source);
    const kinds = () => standing().factors.map(({ state }) => state.kind);
    const add = async (wanted: Parameters<typeof world.enrollFactor.execute>[1]) => {
      const outcome = await world.enrollFactor.execute(person.call, wanted);
      if (!outcome.ok) return outcome;
      return person.answerRight();
    };
    const manage = () => person.start({ purpose: 'manage-factors', aal: 'aal2' });
    return { world, store: ports.store, person, standing, kinds, add, manage, clock: ports.clock };
  };
  const told = (store: ReturnType<typeof begin>['store']) => store.published.map(({ type }) => type);
  const code = (outcome: { ok: boolean; refusal?: { code: string } }) =>
    outcome.ok ? 'ok' : (outcome as { refusal: { code: string } }).refusal.code;

  it('comes after a right answer that asked for it, and ends with what the answer was worth (R12)', async () => {
    const { world, person, clock } = begin();
    await person.enroll('totp');
    clock.advance(30);
    await person.signIn();
    const wishes = { modifyFactors: true, rememberDevice: null };
    await world.answerChallenge.execute(person.call, { code: await person.rightCode() }, wishes);
    const step = await person.at('manage-factors');
    expect(step.factors.map(({ state }) => state.kind)).toEqual(['totp']);
    expect([step.mustKeepOne, step.allowed]).toEqual([true, aPolicy().allowedKinds]);
    await world.finishChanges.execute(person.call);
    expect((await person.at('complete')).assurance).toEqual({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' });
  });

  it('S11: a mailbox does not open the list to who has a stronger method', async () => {
    const { world, person, manage, add, standing, clock } = begin();
    await person.enroll('email');
    await manage();
    await add({ kind: 'totp' });
    clock.advance(30);
    await person.signIn();
    const email = standing().factors.find(({ state }) => state.kind === 'email')!;
    await world.switchChallenge.execute(person.call, email.state.id);
    const wishes = { modifyFactors: true, rememberDevice: null };
    await world.answerChallenge.execute(person.call, { code: await person.rightCode() }, wishes);
    expect((await person.at('complete')).assurance).toEqual({ amr: ['pwd', 'email'], aal: 'aal1' });
    expect(code(await person.start({ purpose: 'manage-factors', aal: 'aal1' }))).toBe('session.step_up_required');
  });

  it('a mailbox is enough where there is nothing stronger, and an app added then changes nothing of that', async () => {
    const { world, person, add } = begin();
    await person.enroll('email');
    await person.signIn();
    const wishes = { modifyFactors: true, rememberDevice: null };
    await world.answerChallenge.execute(person.call, { code: await person.rightCode() }, wishes);
    await add({ kind: 'totp' });
    expect((await person.at('manage-factors')).factors).toHaveLength(2);
  });

  it('keeps the old number until the new one is active, and then it is gone (R12)', async () => {
    const { world, person, standing, manage } = begin();
    await person.enroll('sms');
    await manage();
    await world.enrollFactor.execute(person.call, { kind: 'sms', phone: '2125550177' });
    const destinations = () => standing().factors.map(({ state }) => state.destination);
    expect(destinations()).toEqual(['+12125550131']);
    await person.answerRight();
    expect(destinations()).toEqual(['+12125550177']);
    await person.at('manage-factors');
  });

  it('goes back without having changed anything', async () => {
    const { world, person, standing, manage } = begin();
    await person.enroll('sms');
    await manage();
    await world.enrollFactor.execute(person.call, { kind: 'totp' });
    await world.cancelEnrollment.execute(person.call);
    await person.at('manage-factors');
    await world.finishChanges.execute(person.call);
    await person.at('complete');
    expect(standing().factors.map(({ state }) => state.kind)).toEqual(['sms']);
  });

  it('holds several authenticator apps, and replaces the one that is named (R12)', async () => {
    const { person, standing, manage, add, store } = begin();
    await person.enroll('totp');
    await manage();
    await add({ kind: 'totp', label: 'Tablet' });
    const [phone, tablet] = standing().factors;
    expect([phone, tablet].map((factor) => factor?.state.label)).toEqual(['Authenticator app', 'Tablet']);
    await add({ kind: 'totp', label: 'New phone', replaces: phone?.state.id });
    expect(standing().factors.map(({ state }) => state.label)).toEqual(['Tablet', 'New phone']);
    expect(told(store).slice(-2)).toEqual(expect.arrayContaining(['factor.removed', 'factor.activated']));
    expect(store.factors.get(phone!.state.id)).toMatchObject({ status: 'revoked', seed: null });
  });

  it('replaces nothing of another kind, of another account, or at the first enrollment', async () => {
    const one = begin();
    await one.person.enroll('sms');
    const [sms] = one.standing().factors;
    await one.manage();
    for (const replaces of [sms?.state.id, crypto.randomUUID()]) {
      expect(code(await one.add({ kind: 'totp', replaces }))).toBe('factor.not_found');
    }
    const other = begin();
    expect(code(await other.person.enrollUpToActivation({ kind: 'totp', replaces: sms!.state.id }))).toBe(
      'factor.not_found',
    );
  });

  it('of two replacements of one app at once, one happens', async () => {
    const { world, person, standing, manage } = begin();
    await person.enroll('totp');
    const replaces = standing().factors[0]!.state.id;
    const tabs = [new Person(world, person.subject), new Person(world, person.subject)];
    for (const tab of tabs) {
      await tab.start({ purpose: 'manage-factors', aal: 'aal2' });
      await world.enrollFactor.execute(tab.call, { kind: 'totp', replaces });
    }
    const outcomes = await Promise.all(tabs.map((tab) => tab.answerRight()));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(standing().factors).toHaveLength(1);
    await manage();
    expect((await person.at('manage-factors')).factors).toHaveLength(1);
  });

  it('removes a factor, tells the verified address, and forgets the devices (S12)', async () => {
    const { world, person, kinds, manage, add, store, standing } = begin();
    await person.enroll('email');
    await manage();
    await add({ kind: 'sms', phone: '2125550177' });
    const email = standing().factors.find(({ state }) => state.kind === 'email')!;
    await world.removeFactor.execute(person.call, email.state.id);
    expect(kinds()).toEqual(['sms']);
    expect(store.published.at(-1)).toMatchObject({
      type: 'factor.removed',
      factorKind: 'email',
      notify: ['robin@example.org'],
    });
  });

  it('leaves nobody without a factor who must have one', async () => {
    const { world, person, kinds, manage, standing } = begin();
    await person.enroll('sms');
    await manage();
    const [factor] = standing().factors;
    expect(code(await world.removeFactor.execute(person.call, factor!.state.id))).toBe('factor.last_one');
    expect(kinds()).toEqual(['sms']);
  });

  it('lets those who need not have one take the last away, with the codes that stood in for it', async () => {
    const { world, person, manage, standing, store } = begin(aSubject());
    await person.enroll('sms');
    const codes = aFactor({ accountId: person.subject.accountId, kind: 'recovery_code' });
    store.factors.set(codes.state.id, codes.state);
    await manage();
    await world.removeFactor.execute(person.call, standing().factors[0]!.state.id);
    expect(standing().factors).toEqual([]);
    expect(standing().enrollment.isEnrolled).toBe(false);
    await person.signIn();
    await person.at('choose-enrollment');
  });

  it('of two removals at once one is left to who must have one', async () => {
    const { world, person, standing, manage, add } = begin();
    await person.enroll('sms');
    await manage();
    await add({ kind: 'totp' });
    const ids = standing().factors.map(({ state }) => state.id);
    const tabs = [new Person(world, person.subject), new Person(world, person.subject)];
    for (const tab of tabs) await tab.start({ purpose: 'manage-factors', aal: 'aal2' });
    const outcomes = await Promise.all(
      tabs.map((tab, index) => world.removeFactor.execute(tab.call, ids[index] as FactorId)),
    );
    expect(outcomes.map(code).sort()).toEqual(['factor.last_one', 'ok']);
    expect(standing().factors).toHaveLength(1);
  });

  it('does not grow past the limit', async () => {
    const { person, manage, add, store, standing } = begin();
    await person.enroll('sms');
    const { accountId } = person.subject;
    for (let count = 1; count < maxFactors; count++) {
      const app = aFactor({ accountId, kind: 'totp' });
      store.factors.set(app.state.id, app.state);
    }
    await manage();
    expect(code(await add({ kind: 'totp' }))).toBe('factor.limit');
    // In the place of another one there is room.
    expect(code(await add({ kind: 'sms', phone: '2125550177' }))).toBe('ok');
    expect(standing().factors).toHaveLength(maxFactors);
  });

  it('changes the address when its link is used, and passcodes go there from then on', async () => {
    const { world, person, manage, standing, store } = begin();
    await person.enroll('email');
    await manage();
    await world.chooseEmail.execute(person.call, 'new@example.org');
    await person.at('await-email');
    expect(standing().enrollment.state.verifiedAddress).toBe('robin@example.org');
    expect(await person.openLink()).toMatchObject({ kind: 'verified', address: 'new@example.org' });
    await person.at('manage-factors');
    expect(standing().enrollment.state.verifiedAddress).toBe('new@example.org');
    expect(standing().factors[0]?.state.destination).toBe('new@example.org');
    // Both addresses hear of it.
    expect(store.published.at(-1)).toMatchObject({
      type: 'email.verified',
      notify: ['new@example.org', 'robin@example.org'],
    });
  });

  it('takes no link of a change that was given up, and sends no second one for coming back', async () => {
    const { world, person, manage, standing, store } = begin();
    await person.enroll('sms');
    await manage();
    await world.chooseEmail.execute(person.call, 'new@example.org');
    const link = await person.link();
    await world.cancelEnrollment.execute(person.call);
    await person.at('manage-factors');
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'expired' });
    const links = () => told(store).filter((type) => type === 'email.link_requested').length;
    const before = links();
    await world.chooseEmail.execute(person.call, 'new@example.org');
    expect(links()).toBe(before);
    expect(await world.verifyEmail.execute(link, person.source)).toMatchObject({ kind: 'verified' });
    expect(standing().enrollment.state.verifiedAddress).toBe('new@example.org');
  });

  it('verifies an address first where there is none yet (R2)', async () => {
    const { world, person, manage, add } = begin(aSubject());
    await manage();
    await person.at('verify-email');
    await world.chooseEmail.execute(person.call);
    await person.openLink();
    await person.at('manage-factors');
    await add({ kind: 'totp' });
    await world.finishChanges.execute(person.call);
    const { assurance, highestAal } = await person.at('complete');
    expect([assurance.aal, highestAal]).toEqual(['aal2', 'aal2']);
  });

  it('a flow begun before a password change ends with it (S14)', async () => {
    const { world, person, manage } = begin();
    await person.enroll('sms');
    await manage();
    const { call } = person;
    await new Person(world, { ...person.subject, credentialVersion: 2 }).signIn();
    expect(code(await world.enrollFactor.execute(call, { kind: 'totp' }))).toBe('flow.expired');
    expect(code(await world.finishChanges.execute(call))).toBe('flow.expired');
    expect(code(await person.signIn())).toBe('flow.expired');
  });

  it('a sign-in begun before its factor was removed ends, and a new one asks for what is left', async () => {
    const { world, person, manage, add, standing, clock } = begin();
    await person.enroll('sms');
    await manage();
    await add({ kind: 'totp' });
    clock.advance(30);
    const waiting = new Person(world, person.subject);
    await waiting.signIn();
    const asked = await waiting.at('answer-challenge');
    const right = await waiting.rightCode();
    await world.removeFactor.execute(person.call, asked.factor.state.id);
    expect(code(await waiting.answer(right))).toBe('flow.expired');
    await waiting.signIn();
    expect((await waiting.at('answer-challenge')).factor.state.id).toBe(standing().factors[0]?.state.id);
  });

  it('is only for who has come to it: every call in another step is refused', async () => {
    const { world, person } = begin();
    await person.enroll('sms');
    await person.signIn();
    const { factor } = await person.at('answer-challenge');
    for (const outcome of [
      await world.removeFactor.execute(person.call, factor.state.id),
      await world.finishChanges.execute(person.call),
      await world.enrollFactor.execute(person.call, { kind: 'totp' }),
      await world.chooseEmail.execute(person.call, 'thief@example.org'),
    ]) {
      expect(code(outcome)).toBe('flow.step_out_of_order');
    }
  });

  it('a remembered device stays remembered in the flow that remembered it, and in no other', async () => {
    const { world, person, add, store, clock } = begin();
    await person.enroll('totp');
    const remember = async (modifyFactors: boolean) => {
      clock.advance(30);
      await person.signIn();
      const wishes = { modifyFactors, rememberDevice: 'Firefox on Windows' };
      await world.answerChallenge.execute(person.call, { code: await person.rightCode() }, wishes);
    };
    await remember(false);
    await remember(true);
    expect(store.devices.size).toBe(2);
    await add({ kind: 'sms', phone: '2125550177' });
    expect([...store.devices.values()].map(({ rememberedAt }) => rememberedAt)).toEqual([secondsAfter(noon, 60)]);
  });
});
