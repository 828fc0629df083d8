import { aNewSubject } from '../testing/builders.js';
import { InMemorySendingLimits } from '../testing/fake-surroundings.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const begin = async (changes: Parameters<typeof inMemoryPorts>[0] = {}) => {
  const ports = inMemoryPorts(changes);
  const world = worldOn(ports);
  const person = new Person(world, aNewSubject());
  await person.signIn();
  return {
    world,
    person,
    clock: world.clock,
    published: ports.store.published,
    other: () => new Person(world, person.subject),
  };
};

describe('verifying an e-mail address', () => {
  it("leaves the account's own address as it was when another one is chosen (R2)", async () => {
    const { world, person } = await begin();
    await world.chooseEmail.execute(person.call, 'other@example.org');
    expect(await person.openLink()).toMatchObject({ kind: 'verified', address: 'other@example.org' });
    const outcome = await world.enrollFactor.execute(person.call, { kind: 'email' });
    expect(outcome).toMatchObject({ step: { factor: { state: { destination: 'other@example.org' } } } });
    expect(outcome.ok && outcome.situation.flow.state.subject.email).toBe('robin@example.org');
  });

  it('continues the waiting sign-in when the link is opened elsewhere', async () => {
    const { world, person } = await begin();
    await world.chooseEmail.execute(person.call);
    const link = await person.link();
    await world.verifyEmail.execute(link, 'elsewhere' as typeof person.source);
    await person.at('enroll-factor');
  });

  it('says clearly what is wrong with a link: unknown, spent or expired (R3)', async () => {
    const { world, person, clock, other } = await begin();
    expect(await world.verifyEmail.execute('no-such-link-at-all', person.source)).toEqual({ kind: 'unknown' });
    await world.chooseEmail.execute(person.call);
    const late = await person.link();
    clock.advance(1800);
    expect(await world.verifyEmail.execute(late, person.source)).toEqual({ kind: 'expired' });
    const again = other();
    await again.signIn();
    await world.chooseEmail.execute(again.call);
    const link = await again.link();
    await world.verifyEmail.execute(link, person.source);
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'spent' });
  });

  it('lets a later address replace an earlier one, whose link then no longer works', async () => {
    const { world, person } = await begin();
    await world.chooseEmail.execute(person.call, 'tpyo@example.org');
    const old = await person.link();
    await world.chooseEmail.execute(person.call, 'typo@example.org');
    expect(await world.verifyEmail.execute(old, person.source)).toEqual({ kind: 'expired' });
    expect(await person.openLink()).toMatchObject({ address: 'typo@example.org' });
  });

  it('sends the same link again after the cool-down only, also when the same address is entered again (R9)', async () => {
    const { world, person, clock, published } = await begin();
    await world.chooseEmail.execute(person.call);
    const link = await person.link();
    const tooSoon = { ok: false, refusal: { code: 'challenge.resend_too_soon' } };
    expect(await world.resendEmail.execute(person.call)).toMatchObject(tooSoon);
    expect(await world.chooseEmail.execute(person.call, 'ROBIN@example.org')).toMatchObject(tooSoon);
    for (const wait of [6, 15, 30, 60, 120]) {
      clock.advance(wait);
      expect(await world.resendEmail.execute(person.call)).toMatchObject({ ok: true });
    }
    clock.advance(600);
    const limit = { ok: false, refusal: { code: 'challenge.resend_limit' } };
    expect(await world.resendEmail.execute(person.call)).toEqual(limit);
    expect(await person.link()).toBe(link);
    expect(published.filter(({ type }) => type === 'email.link_requested')).toHaveLength(6);
  });

  it('cannot be used to flood mailboxes by naming one address after the other (S25)', async () => {
    const { world, person } = await begin({ limits: new InMemorySendingLimits(2) });
    const outcomes = [];
    for (const name of ['a', 'b', 'c'])
      outcomes.push(await world.chooseEmail.execute(person.call, `${name}@example.org`));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it('does not let a half-finished sign-in change the address of an account that was enrolled meanwhile (S11)', async () => {
    const { world, person, other } = await begin();
    await world.chooseEmail.execute(person.call, 'attacker@example.net');
    const link = await person.link();
    const owner = other();
    await owner.enroll('totp');
    expect(await world.verifyEmail.execute(link, person.source)).toEqual({ kind: 'expired' });
    await owner.signIn();
    const outcome = await owner.read();
    expect(outcome.ok && outcome.situation.enrollment.state.verifiedAddress).toBe('robin@example.org');
    expect(await person.read()).toEqual({ ok: false, refusal: { code: 'flow.expired' } });
  });

  it('lets a slip be corrected at once, but going back and forth between addresses waits as a resend does (R9, S25)', async () => {
    const { world, person, clock, published } = await begin();
    const links = () => published.filter(({ type }) => type === 'email.link_requested').length;
    const choose = (address: string) => world.chooseEmail.execute(person.call, address);
    await choose('one@example.org');
    expect(await choose('other@example.org')).toMatchObject({ ok: true });
    for (let round = 0; round < 4; round++) {
      expect(await choose('one@example.org')).toMatchObject({ refusal: { code: 'challenge.resend_too_soon' } });
    }
    expect(links()).toBe(2);
    for (const wait of [15, 30, 60, 120]) {
      clock.advance(wait);
      expect(await choose(links() % 2 ? 'other@example.org' : 'one@example.org')).toMatchObject({ ok: true });
    }
    clock.advance(600);
    expect(await choose('third@example.org')).toMatchObject({ refusal: { code: 'challenge.resend_limit' } });
    expect(links()).toBe(6);
  });
});
