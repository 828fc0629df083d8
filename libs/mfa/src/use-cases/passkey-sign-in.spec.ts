import { ceremonyLifetimeSeconds } from '../passkey/passkey-challenges.js';
import { aNewSubject, home } from '../testing/builders.js';
import type { AuthenticatorDeviations } from '../testing/fake-passkeys.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

const begin = async (traits: AuthenticatorDeviations = {}) => {
  const ports = inMemoryPorts();
  const world = worldOn(ports);
  const person = new Person(world, aNewSubject());
  await person.enrollUpToActivation({ kind: 'webauthn' });
  const authenticator = world.authenticator();
  await person.answerWith(authenticator, traits);
  const signIn = async (deviations: AuthenticatorDeviations = {}, device = authenticator) => {
    const { ceremony, options } = await world.beginPasskeySignIn.execute();
    return world.verifyPasskeySignIn.execute(ceremony, device.get(options, { ...traits, ...deviations }), home);
  };
  const told = () => ports.store.published.map(({ type }) => type).filter((type) => type === 'challenge.rejected');
  return { ...ports, world, person, authenticator, signIn, told };
};

describe('A passkey in the place of a password', () => {
  it.each([
    [{}, ['hwk', 'user', 'mfa']],
    [{ synced: true, counter: 0 }, ['swk', 'user', 'mfa']],
  ])('proves two factors at once, and says truthfully which: %j (S10)', async (traits, amr) => {
    const { signIn, person, told } = await begin(traits);
    const { accountId } = person.subject;
    expect(await signIn()).toMatchObject({ accountId, assurance: { amr, aal: 'aal2' } });
    expect(told()).toEqual([]);
  });

  it.each<[string, AuthenticatorDeviations]>([
    ['without user verification', { userVerified: false }],
    ['made for another site', { origin: 'https://sign-in.example.com' }],
    ['of another relying party', { rpId: 'example.org' }],
    ['naming another account', { userHandle: 'somebody else' }],
    ['whose count went back', { counter: 1 }],
    ['without anybody present', { userPresent: false }],
  ])('is refused %s, and that is recorded (S10, S12)', async (_, deviations) => {
    const { signIn, told } = await begin();
    expect(await signIn(deviations)).toBeNull();
    expect(told()).toEqual(['challenge.rejected']);
    expect(await signIn({ counter: 9 })).not.toBeNull();
  });

  it('is refused, and nothing recorded, where nobody has it', async () => {
    const { signIn, world, told } = await begin();
    const stranger = world.authenticator();
    stranger.create({ challenge: 'any', user: { id: 'nobody' } });
    expect(await signIn({}, stranger)).toBeNull();
    expect(told()).toEqual([]);
  });

  it.each(['disabled', 'revoked'] as const)('is refused once the factor is %s', async (status) => {
    const { signIn, store } = await begin();
    for (const factor of store.factors.values()) {
      store.factors.set(factor.id, { ...factor, status, ...(status === 'revoked' ? { passkey: null } : {}) });
    }
    expect(await signIn()).toBeNull();
  });

  it('is refused when it comes too late, or for a ceremony that was never begun', async () => {
    const { world, authenticator, clock } = await begin();
    const { ceremony, options } = await world.beginPasskeySignIn.execute();
    const response = authenticator.get(options);
    expect(await world.verifyPasskeySignIn.execute('a ceremony of somebody', response, home)).toBeNull();
    clock.advance(ceremonyLifetimeSeconds);
    expect(await world.verifyPasskeySignIn.execute(ceremony, response, home)).toBeNull();
  });

  it('does not take an assertion of a flow, nor the other way round (S22)', async () => {
    const { world, person, authenticator } = await begin();
    await person.signIn();
    const ofFlow = await person.credential(authenticator);
    const { ceremony, options } = await world.beginPasskeySignIn.execute();
    expect(await world.verifyPasskeySignIn.execute(ceremony, ofFlow, home)).toBeNull();
    const credential = authenticator.get(options);
    const answered = await world.answerChallenge.execute(person.call, { credential });
    expect(answered).toMatchObject({ ok: false, refusal: { code: 'challenge.rejected' } });
  });
});
