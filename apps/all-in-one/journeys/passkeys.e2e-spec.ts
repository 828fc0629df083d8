import type { FlowView } from '@postern/contracts';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { changeFactors, createApplication, signInByPasskey, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const origin = 'http://localhost:3000';

describe('Passkeys and security keys', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const withPasskey = async (traits = {}) => {
    const ann = await postern.newcomer();
    const passkeys = new SoftwareAuthenticator(origin, traits);
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollPasskey(passkeys, { label: 'My key' });
    return { ann, passkeys };
  };
  const options = (ann: Person) => ann.step('answer-challenge').webauthn ?? {};

  it('is a second factor: enrolled, then asked for at the next sign-in', async () => {
    const { ann, passkeys } = await withPasskey();
    expect(ann.flow).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal2' } });
    expect(ann.flow?.session?.amr).toEqual(expect.arrayContaining(['pwd', 'hwk', 'mfa']));
    await ann.receive(ann.email, 'factor-added');
    await ann.signIn();
    expect(ann.step('answer-challenge').factor).toMatchObject({ kind: 'webauthn', label: 'My key' });
    await ann.act('POST', '/answer', { credential: passkeys.get(options(ann)) });
    expect(ann.flow?.session).toMatchObject({ aal: 'aal2', amr: ['pwd', 'hwk', 'user', 'mfa'] });
  });

  it('takes the place of the password, and says truthfully what was proven (S10)', async () => {
    const { ann, passkeys } = await withPasskey();
    expect((await signInByPasskey(ann, passkeys)).kind).toBe('complete');
    expect(ann.flow?.session).toMatchObject({ aal: 'aal2', account: { username: ann.username } });
    expect(ann.flow?.session?.amr).toEqual(expect.arrayContaining(['hwk', 'user', 'mfa']));
    expect(ann.flow?.session?.amr).not.toContain('pwd');
    const synced = await withPasskey({ synced: true });
    await signInByPasskey(synced.ann, synced.passkeys);
    expect(synced.ann.flow?.session?.amr).toContain('swk');
  });

  it('is not taken instead of the password where the key did not ask for its owner, nor where the application wants a password', async () => {
    const { ann, passkeys } = await withPasskey({ verifiesUser: false });
    await expect(signInByPasskey(ann, passkeys)).rejects.toMatchObject({ problem: { code: 'passkey.rejected' } });

    await createApplication(await postern.operator(), { slug: 'password-first', passkeySignIn: false });
    const other = await withPasskey();
    await expect(signInByPasskey(other.ann, other.passkeys, { application: 'password-first' })).rejects.toMatchObject({
      status: 422,
      problem: { code: 'passkey.not_offered' },
    });
    await other.ann.signIn({ application: 'password-first' });
    await other.ann.act('POST', '/answer', { credential: other.passkeys.get(options(other.ann)) });
    other.ann.step('complete');
  });

  it('is refused when its counter does not grow: a copy of the key (S10)', async () => {
    const { ann, passkeys } = await withPasskey();
    await signInByPasskey(ann, passkeys);
    await ann.signIn();
    const copied = passkeys.get(options(ann), { counter: 1 });
    expect((await ann.attempt('POST', '/answer', { credential: copied })).status).toBe(422);
    expect((await ann.act('GET')).kind).toBe('answer-challenge');
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['for another domain', { rpId: 'evil.example' }],
    ['to another challenge', { challenge: 'A'.repeat(43) }],
    ['from a frame of another site', { crossOrigin: true }],
    ['without anybody there', { userPresent: false }],
    ['of another ceremony', { type: 'webauthn.create' }],
  ])('is refused when it answers %s', async (_, deviation) => {
    const { ann, passkeys } = await withPasskey();
    await ann.signIn();
    const credential = passkeys.get(options(ann), deviation);
    expect(await ann.attempt('POST', '/answer', { credential })).toMatchObject({
      status: 422,
      body: { code: 'challenge.rejected' },
    });
    await expect(signInByPasskey(ann, passkeys, {}, deviation)).rejects.toMatchObject({
      problem: { code: 'passkey.rejected' },
    });
  });

  it('of somebody else proves nothing', async () => {
    const [{ ann }, mallory] = [await withPasskey(), await withPasskey()];
    await ann.signIn();
    const { allowCredentials: _, ...anyKey } = options(ann);
    expect((await ann.attempt('POST', '/answer', { credential: mallory.passkeys.get(anyKey) })).status).toBe(422);
  });

  it('may be several, with labels; removing one ends what it can do', async () => {
    const { ann, passkeys } = await withPasskey();
    const second = new SoftwareAuthenticator(origin);
    await changeFactors(ann);
    await ann.enrollPasskey(second, { label: 'Spare key' });
    const { factors } = ann.step('manage-factors');
    expect(factors.map(({ label }) => label).sort()).toEqual(['My key', 'Spare key']);
    await ann.act('DELETE', `/factors/${factors.find(({ label }) => label === 'My key')!.id}`);
    await ann.act('POST', '/done');
    await expect(signInByPasskey(ann, passkeys)).rejects.toMatchObject({ problem: { code: 'passkey.rejected' } });
    expect((await signInByPasskey(ann, second)).kind).toBe('complete');
  });

  it('one answer, sent twenty ways at the same moment, is one session', async () => {
    const { ann, passkeys } = await withPasskey();
    type Challenge = { ceremony: string; options: Record<string, unknown> };
    const { ceremony, options: asked } = await ann.client.expect<Challenge>('POST', '/v1/passkeys/challenges', {});
    const body = { ceremony, credential: passkeys.get(asked), client: 'native' };
    const alone = await Promise.all(
      Array.from({ length: 20 }, () => ann.client.send<FlowView>('POST', '/v1/passkeys/sign-ins', body)),
    );
    expect(alone.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(alone.filter(({ status }) => status === 401)).toHaveLength(19);

    await ann.signIn();
    const credential = passkeys.get(options(ann));
    const second = await Promise.all(
      Array.from({ length: 20 }, () => ann.attempt<FlowView>('POST', '/answer', { credential })),
    );
    expect(new Set(second.map(({ body: { session } }) => session?.token).filter(Boolean)).size).toBe(1);
  });
});
