import { anEnrollment, aFactor, aNewSubject } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const outOfOrder = (step: string) => ({ ok: false, refusal: { code: 'flow.step_out_of_order', step } });

/** Somebody with a phone, who is in several places at once. */
function begin() {
  const ports = inMemoryPorts();
  const { store, clock } = ports;
  const world = worldOn(ports);
  const subject = aNewSubject();
  const { accountId, email } = subject;
  const at = clock.now();
  const enrolled = { accountId, verifiedAddress: email, verifiedAt: at, enrolledAt: at };
  store.enrollments.set(accountId, anEnrollment(enrolled).state);
  const phone = aFactor({ accountId });
  store.factors.set(phone.state.id, phone.state);
  const person = () => new Person(world, subject);
  const managing = async () => {
    const one = person();
    await one.start({ purpose: 'manage-factors', aal: 'aal2', amr: ['pwd', 'sms', 'otp', 'mfa'] });
    return one;
  };
  const moveTo = async (address: string) => {
    const one = await managing();
    await world.chooseEmail.execute(one.call, address);
    await one.openLink();
  };
  const addresses = () =>
    [...store.factors.values()].flatMap(({ kind, status, destination }) =>
      kind === 'email' && status === 'active' ? [destination] : [],
    );
  return { world, store, clock, email, person, managing, moveTo, addresses };
}

describe('what another flow of the account changes meanwhile', () => {
  it('S13: the link to an address that is not the verified one any more is no second proof', async () => {
    const { world, store, person, moveTo } = begin();
    const thief = person();
    await thief.signIn();
    await world.recoverFactors.execute(thief.call);
    const link = await thief.link();
    await moveTo('safe@example.org');
    expect(await world.verifyEmail.execute(link, thief.source)).toEqual({ kind: 'expired' });
    expect(await thief.read()).toMatchObject({ refusal: { code: 'flow.expired' } });
    expect([...store.factors.values()].map(({ status }) => status)).toEqual(['active']);
  });

  it('S13: nor when it was used before the address changed', async () => {
    const { world, store, person, moveTo } = begin();
    const thief = person();
    await thief.signIn();
    await world.recoverFactors.execute(thief.call);
    await thief.openLink();
    await world.enrollFactor.execute(thief.call, { kind: 'totp' });
    const code = await thief.rightCode();
    await moveTo('safe@example.org');
    expect(await thief.answer(code)).toMatchObject({ refusal: { code: 'flow.expired' } });
    expect([...store.factors.values()].filter(({ status }) => status === 'active')).toHaveLength(1);
  });

  it('R7: a factor that was to be set up on the old address is not set up any more', async () => {
    const { world, managing, moveTo, addresses, email } = begin();
    const one = await managing();
    await world.enrollFactor.execute(one.call, { kind: 'email' });
    const code = await one.rightCode();
    await moveTo('new@example.org');
    expect(await one.answer(code)).toMatchObject(outOfOrder('manage-factors'));
    expect(addresses()).toEqual([]);
    await world.enrollFactor.execute(one.call, { kind: 'email' });
    await one.answerRight();
    expect(addresses()).toEqual(['new@example.org']);
    expect(addresses()).not.toContain(email);
  });

  it('R9: setting up one number, something else, and the number again sends no faster than asking again', async () => {
    const { world, store, managing } = begin();
    const one = await managing();
    const sent = () => store.published.filter(({ type }) => type === 'passcode.requested').length;
    const number = { kind: 'sms', phone: '2125550144' } as const;
    await world.enrollFactor.execute(one.call, number);
    for (const between of [{ kind: 'totp' }, { kind: 'sms', phone: '2125550145' }] as const) {
      await world.cancelEnrollment.execute(one.call);
      await world.enrollFactor.execute(one.call, between);
      await world.cancelEnrollment.execute(one.call);
      expect(await world.enrollFactor.execute(one.call, number)).toMatchObject({
        refusal: { code: 'challenge.resend_too_soon' },
      });
      // Where nothing waits, there is nothing to take back.
      await world.enrollFactor.execute(one.call, { kind: 'totp' });
    }
    expect(sent()).toBe(2);
  });
});
