import { newId, type AccountId } from '@postern/kernel';
import type { PasskeyChallenge } from '../passkey/passkey-challenges.js';
import type { PasskeyResponse } from '../passkey/passkey.js';
import { Passkeys } from '../passkey/passkeys.js';
import type { Authenticator, AuthenticatorDeviations } from './fake-passkeys.js';

/** For the site `https://sign-in.example.org`. */
export interface PasskeysHarness {
  passkeys: Passkeys;
  authenticator(): Authenticator;
}

/** 32 bytes in base64url. */
export const aPasskeyChallenge = (): PasskeyChallenge =>
  (newId().replaceAll('-', '') + newId().replaceAll('-', '')).slice(0, 43).replace(/.$/, 'A') as PasskeyChallenge;

export function passkeysContract(setUp: () => PasskeysHarness): void {
  const begin = async (traits: AuthenticatorDeviations = {}) => {
    const { passkeys, authenticator } = setUp();
    const mine = authenticator();
    const accountId = newId<AccountId>();
    const challenge = aPasskeyChallenge();
    const options = await passkeys.creationOptions({ challenge, accountId, username: 'robin', others: [] });
    const created = await passkeys.created(challenge, mine.create(options, traits));
    if (!created) throw new Error('the passkey was refused');
    const { passkey } = created;
    /** One assertion, as it should be but for `deviations`. */
    const assert = async (deviations: AuthenticatorDeviations = {}, expected: { alone?: boolean } = {}) => {
      const asked = aPasskeyChallenge();
      const alone = expected.alone ?? false;
      const response = mine.get(await passkeys.requestOptions(asked, alone ? null : [passkey]), deviations);
      return passkeys.asserted(asked, { passkey, accountId, alone }, response);
    };
    return { passkeys, mine, accountId, passkey, created, assert };
  };

  const forged: [string, AuthenticatorDeviations][] = [
    ['made for another site', { origin: 'https://sign-in.example.com' }],
    ['made for another port of the site', { origin: 'https://sign-in.example.org:8443' }],
    ['of another relying party', { rpId: 'example.org' }],
    ['to another challenge', { challenge: aPasskeyChallenge() }],
    ['of the other ceremony', { type: 'payment.get' }],
    ['from within a frame of another site', { crossOrigin: true }],
    ['without anybody present', { userPresent: false }],
  ];

  it('keeps what a new passkey is known by, and takes what it signs', async () => {
    const { passkey, created, assert } = await begin();
    expect(passkey).toMatchObject({ signCount: 1, backedUp: false, transports: ['internal'] });
    expect(created.userVerified).toBe(true);
    expect(await assert()).toEqual({ signCount: 2, backedUp: false, userVerified: true });
  });

  it('says whether the key is synced and the person was verified (S10)', async () => {
    const { passkey, created, assert } = await begin({ synced: true, userVerified: false });
    expect(passkey).toMatchObject({ signCount: 0, backedUp: true });
    expect(created.userVerified).toBe(false);
    expect(await assert({ synced: true, userVerified: false })).toEqual({
      signCount: 0,
      backedUp: true,
      userVerified: false,
    });
  });

  it('asks an authenticator not to hold two passkeys of one account', async () => {
    const { passkeys, passkey, accountId } = await begin();
    const wanted = { challenge: aPasskeyChallenge(), accountId, username: 'robin', others: [passkey] };
    const options = await passkeys.creationOptions(wanted);
    expect(options).toMatchObject({ excludeCredentials: [{ id: passkey.credentialId }] });
  });

  it.each(forged)('refuses a new passkey %s', async (_, deviations) => {
    const { passkeys, authenticator } = setUp();
    const challenge = aPasskeyChallenge();
    const wanted = { challenge, accountId: newId<AccountId>(), username: 'robin', others: [] };
    const response = authenticator().create(await passkeys.creationOptions(wanted), deviations);
    expect(await passkeys.created(challenge, response)).toBeNull();
  });

  it.each(forged)('refuses an assertion %s', async (_, deviations) => {
    const { assert } = await begin();
    expect(await assert(deviations)).toBeNull();
    expect(await assert()).not.toBeNull();
  });

  it('refuses what another key signed in the name of this one', async () => {
    const { passkeys, passkey, accountId } = await begin();
    const stranger = await begin();
    const challenge = aPasskeyChallenge();
    const options = await passkeys.requestOptions(challenge, [stranger.passkey]);
    for (const credentialId of [passkey.credentialId, stranger.passkey.credentialId]) {
      const response = stranger.mine.get(options, { credentialId });
      response.response.userHandle = null;
      expect(await passkeys.asserted(challenge, { passkey, accountId, alone: false }, response)).toBeNull();
    }
  });

  it('refuses an assertion that names another account', async () => {
    const { assert } = await begin();
    const other = await begin();
    const options = await other.passkeys.creationOptions({
      challenge: aPasskeyChallenge(),
      accountId: other.accountId,
      username: 'kim',
      others: [],
    });
    const { id: userHandle } = options['user'] as { id: string };
    expect(await assert({ userHandle })).toBeNull();
    expect(await assert({ userHandle }, { alone: true })).toBeNull();
  });

  it('alone, it has to know its owner and to name the account (S10)', async () => {
    const { passkeys, mine, passkey, accountId, assert } = await begin();
    expect(await assert({}, { alone: true })).toMatchObject({ userVerified: true });
    expect(await assert({ userVerified: false }, { alone: true })).toBeNull();
    expect(await assert({ userVerified: false })).toMatchObject({ userVerified: false });
    const challenge = aPasskeyChallenge();
    const options = await passkeys.requestOptions(challenge, null);
    expect(options).toMatchObject({ userVerification: 'required' });
    expect(options).not.toHaveProperty('allowCredentials');
    const response = mine.get(options);
    delete response.response.userHandle;
    expect(await passkeys.asserted(challenge, { passkey, accountId, alone: true }, response)).toBeNull();
    expect(await passkeys.asserted(challenge, { passkey, accountId, alone: false }, response)).not.toBeNull();
  });

  it('refuses what is no response at all, and one of the wrong ceremony, without breaking', async () => {
    const { passkeys, mine, passkey, accountId } = await begin();
    const challenge = aPasskeyChallenge();
    const assertion = mine.get(await passkeys.requestOptions(challenge, [passkey]));
    const creation = mine.create(
      await passkeys.creationOptions({ challenge, accountId, username: 'robin', others: [] }),
    );
    const garbage: PasskeyResponse = { ...assertion, response: { clientDataJSON: 'AAAA', attestationObject: 'oA' } };
    for (const response of [assertion, garbage]) expect(await passkeys.created(challenge, response)).toBeNull();
    const named = { ...creation, id: passkey.credentialId, rawId: passkey.credentialId };
    for (const response of [named, garbage]) {
      expect(await passkeys.asserted(challenge, { passkey, accountId, alone: false }, response)).toBeNull();
    }
  });
}
