import { passkeyTokenClaims, assuranceTokenClaims, type PasskeyChallenge } from '@postern/contracts';
import { SoftwareAuthenticator, type Deviations } from '@postern/local-services/software-authenticator';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

const origin = 'https://sign-in.example.org';

describe('Passkeys over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const times = <Value>(count: number, make: () => Promise<Value>) => Promise.all(Array.from({ length: count }, make));
  const assuranceOf = (visitor: Visitor) =>
    mfa.assurances.verify('assurance', 'mfa', visitor.flow?.assuranceToken ?? '', assuranceTokenClaims);

  const upToCreation = async (visitor: Visitor) => {
    await visitor.signIn();
    await visitor.verifyEmail();
    await visitor.act('POST', '/factors', { kind: 'webauthn', label: 'Blue key' });
    return visitor.step('activate-factor').webauthn ?? {};
  };
  /** Enrolled, and the flow that did it complete. */
  const withPasskey = async (device = new SoftwareAuthenticator(origin), traits: Deviations = {}) => {
    const ann = new Visitor(mfa);
    await ann.act('POST', '/answer', { credential: device.create(await upToCreation(ann), traits) });
    return { ann, device };
  };
  const answer = (visitor: Visitor, credential: unknown) => visitor.attempt('POST', '/answer', { credential });
  const asked = (visitor: Visitor) => visitor.step('answer-challenge').webauthn ?? {};

  it('sets one up and asks for it at the next sign-in', async () => {
    const { ann, device } = await withPasskey();
    expect(ann.flow?.step.kind).toBe('complete');
    expect(assuranceOf(ann)).toMatchObject({ amr: ['pwd', 'hwk', 'user', 'mfa'], aal: 'aal2', highest_aal: 'aal2' });
    await ann.signIn();
    const { factor, challenge, webauthn } = ann.step('answer-challenge');
    expect(factor).toMatchObject({ kind: 'webauthn', label: 'Blue key' });
    expect(challenge).toMatchObject({ resendAt: null, attemptsLeft: 5 });
    expect(webauthn).toMatchObject({ rpId: 'sign-in.example.org', allowCredentials: [{ transports: ['internal'] }] });
    expect((await answer(ann, device.get(asked(ann)))).code).toBe('complete');
    expect(assuranceOf(ann)).toMatchObject({ factor: { kind: 'webauthn' } });
  });

  it('asks for the same thing each time that the step is read, and shows it at no other step', async () => {
    const ann = new Visitor(mfa);
    const first = await upToCreation(ann);
    await ann.act('GET');
    expect(ann.step('activate-factor').webauthn).toEqual(first);
    await ann.act('POST', '/answer', { credential: new SoftwareAuthenticator(origin).create(first) });
    expect(JSON.stringify(ann.flow)).not.toContain('webauthn"');
  });

  it.each<[string, Deviations]>([
    ['for another origin', { origin: 'https://sign-in.example.com' }],
    ['for another relying party', { rpId: 'example.org' }],
    ['for another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['for another account', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['from a copied key', { counter: 1 }],
  ])('an assertion made %s is refused, counted and recorded (S10, S12)', async (_, deviations) => {
    const { ann, device } = await withPasskey();
    await ann.signIn();
    expect(await answer(ann, device.get(asked(ann), deviations))).toMatchObject({
      code: 'challenge.rejected',
      attemptsLeft: 4,
    });
    expect(await mfa.sent.events(ann.accountId)).toContain('challenge.rejected');
    expect((await answer(ann, device.get(asked(ann), { counter: 50 }))).code).toBe('complete');
  });

  it('the passkey of one account opens no other (S22)', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()];
    await mine.ann.signIn();
    await theirs.ann.signIn();
    const { challenge } = asked(mine.ann);
    const credential = theirs.device.get({ ...asked(theirs.ann), challenge });
    expect((await answer(mine.ann, credential)).code).toBe('challenge.rejected');
    const { allowCredentials } = asked(mine.ann) as { allowCredentials: { id: string }[] };
    const renamed = theirs.device.get(
      { ...asked(theirs.ann), challenge },
      { credentialId: allowCredentials[0]?.id ?? '' },
    );
    expect((await answer(mine.ann, renamed)).code).toBe('challenge.rejected');
  });

  it('one assertion in two sign-ins at once completes one of them (S10)', async () => {
    const { ann, device } = await withPasskey();
    const tab = ann.tab();
    await ann.signIn();
    await tab.signIn();
    const credential = device.get(asked(ann));
    const replies = await Promise.all([answer(ann, credential), answer(tab, credential)]);
    expect(replies.map(({ code }) => code).sort()).toEqual(['challenge.rejected', 'complete']);
  });

  const junk = (text: string) => Buffer.from(text, 'latin1').toString('base64url');
  it.each<[string, Record<string, unknown>]>([
    ['a list of four billion things', { attestationObject: junk('\x9b\x00\x00\x00\x00\xff\xff\xff\xff') }],
    ['a map of four billion things', { attestationObject: junk('\xbb\x00\x00\x00\x00\xff\xff\xff\xff') }],
    ['lists in lists in lists', { attestationObject: junk('\x81'.repeat(12_000)) }],
    ['nothing at all', { attestationObject: junk('\xf6') }],
    ['a map of nothing', { attestationObject: junk('\xa0') }],
    ['no data of the client', { clientDataJSON: junk('null') }],
    ['an assertion', { attestationObject: undefined, authenticatorData: 'AAAA', signature: 'AAAA' }],
  ])('a registration that is %s is a wrong answer, and nothing breaks (S22)', async (_, forged) => {
    const ann = new Visitor(mfa);
    const { response, ...credential } = new SoftwareAuthenticator(origin).create(await upToCreation(ann));
    const refused = await answer(ann, { ...credential, response: { ...response, ...forged } });
    expect(refused).toMatchObject({ code: 'challenge.rejected', attemptsLeft: 4 });
  });

  it('hints that no database could hold do not break a registration (S22)', async () => {
    const ann = new Visitor(mfa);
    const credential = new SoftwareAuthenticator(origin).create(await upToCreation(ann));
    credential.response.transports = ['\u0000', '\ud800'];
    expect((await answer(ann, credential)).code).toBe('complete');
  });

  it.each([
    [{ credential: 'text' }, 'credential'],
    [{ credential: { id: 'short' } }, 'credential'],
    [{ code: '123456', credential: {} }, 'credential'],
    [{}, 'code'],
  ])('a malformed answer is a 400 that names the field and counts nothing: %j (S22)', async (body, field) => {
    const { ann } = await withPasskey();
    await ann.signIn();
    const refused = await ann.attempt('POST', '/answer', body);
    expect(refused.code).toBe('request.invalid');
    expect(JSON.stringify(refused['errors'])).toContain(`"field":"${field}`);
    await ann.act('GET');
    expect(ann.step('answer-challenge').challenge.attemptsLeft).toBe(5);
  });

  describe('in the place of a password', () => {
    const begin = () =>
      mfa.client.call<PasskeyChallenge>({ method: 'POST', path: '/internal/passkeys/challenges', body: {} });
    const verify = (ceremony: string, credential: unknown) =>
      mfa.client.call<{ passkeyToken: string }>({
        method: 'POST',
        path: '/internal/passkeys/verifications',
        body: { ceremony, credential },
        caller: { source: '198.51.100.7', userAgent: 'spec' },
      });
    const prove = async (device: SoftwareAuthenticator, deviations: Deviations = {}) => {
      const { ceremony, options } = await begin();
      return verify(ceremony, device.get(options, deviations));
    };
    const claimsOf = ({ passkeyToken }: { passkeyToken: string }) =>
      mfa.assurances.verify('passkey', 'mfa', passkeyToken, passkeyTokenClaims);

    it('assures identity of who it was and how', async () => {
      const { ann, device } = await withPasskey();
      expect(claimsOf(await prove(device))).toMatchObject({
        sub: ann.accountId,
        amr: ['hwk', 'user', 'mfa'],
        aal: 'aal2',
        factor: { kind: 'webauthn' },
      });
      const synced = await withPasskey(new SoftwareAuthenticator(origin, { synced: true }));
      expect(claimsOf(await prove(synced.device))).toMatchObject({ amr: ['swk', 'user', 'mfa'] });
    });

    it('stores nothing for who only asks', async () => {
      const before = await mfa.database.pool.query('select count(*) from mfa.spent_token');
      await times(5, begin);
      const after = await mfa.database.pool.query('select count(*) from mfa.spent_token');
      expect(after.rows).toEqual(before.rows);
    });

    it('twenty posts of one assertion at once give one token, and none after them (S19)', async () => {
      const { device } = await withPasskey(new SoftwareAuthenticator(origin, { synced: true }));
      const { ceremony, options } = await begin();
      const credential = device.get(options);
      const replies = await times(20, () => attempted(verify(ceremony, credential)));
      expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
      expect(replies.filter(({ code }) => code === 'passkey.rejected')).toHaveLength(19);
      expect((await attempted(verify(ceremony, device.get(options)))).code).toBe('passkey.rejected');
    });

    it('answers alike whatever is wrong, known passkey or not (S20)', async () => {
      const { device } = await withPasskey();
      const stranger = new SoftwareAuthenticator(origin);
      const { ceremony, options } = await begin();
      stranger.create({ rp: { id: 'sign-in.example.org' }, user: { id: 'AAAA' }, challenge: 'AAAA' });
      const tampered = `${ceremony.slice(0, -1)}${ceremony.endsWith('A') ? 'B' : 'A'}`;
      const replies = await Promise.all([
        attempted(verify(ceremony, stranger.get(options))),
        attempted(verify(tampered, device.get(options))),
        attempted(prove(device, { origin: 'https://sign-in.example.com' })),
        attempted(prove(device, { userVerified: false })),
        attempted(prove(device, { counter: 1 })),
      ]);
      expect(replies[0]?.code).toBe('passkey.rejected');
      for (const reply of replies) expect(reply).toEqual(replies[0]);
    });

    it('is not for passkeys that were removed', async () => {
      const { ann, device } = await withPasskey();
      await mfa.database.pool.query(`update mfa.factor set status = 'revoked', passkey = null where account_id = $1`, [
        ann.accountId,
      ]);
      expect((await attempted(prove(device))).code).toBe('passkey.rejected');
    });
  });
});
