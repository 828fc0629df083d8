import { passkeyExamples } from '../api-reference/more-examples.js';
import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

const signIn = passkeyExamples.signIn['from a browser'];

describe('signing in with a passkey', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_SIGN_INS_PER_MINUTE: '8' });
  });
  afterAll(() => gateway.close());

  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;

  it('goes from the challenge to a session without a password', async () => {
    const challenge = await gateway.post('/v1/passkeys/challenges');
    expect(await challenge.json()).toMatchObject({
      ceremony: signIn.ceremony,
      options: { challenge: expect.any(String) },
    });
    const done = await gateway.post('/v1/passkeys/sign-ins', signIn);
    expect(await done.json()).toMatchObject({
      step: { kind: 'complete' },
      session: { account: { username: 'robin' } },
    });
    expect(cookiesOf(done)).toMatch(/^__Host-postern_session=[\w-]{43}$/);
    expect(gateway.identity.callsTo('POST', '/internal/authentications/passkey')[0]?.body).toEqual({
      passkeyToken: 'passkey-token',
      application: 'parcel-desk',
      redirectTo: null,
    });
  });

  it('a native client gets its tokens', async () => {
    const done = await gateway.post('/v1/passkeys/sign-ins', { ...signIn, client: 'native' });
    expect(done.headers.getSetCookie()).toEqual([]);
    expect(await done.json()).toMatchObject({ session: { token: expect.any(String) } });
  });

  it('terms come before the session here too', async () => {
    gateway.identity.terms = 'v1';
    const reply = await gateway.post('/v1/passkeys/sign-ins', signIn);
    expect(await reply.json()).toMatchObject({ step: { kind: 'accept-terms' } });
    const cookies = cookiesOf(reply);
    expect(cookies).toMatch(/^__Host-postern_flow=/);
    const done = await gateway.post('/v1/sign-ins/current/terms', { accepted: true, version: 'v1' }, { cookies });
    expect(cookiesOf(done)).toContain('postern_session');
    gateway.identity.terms = undefined;
  });

  it('what is wrong with it is said alike, and where it is not offered, that', async () => {
    const forged = await gateway.post('/v1/passkeys/sign-ins', { ...signIn, ceremony: 'of another day and place' });
    expect([forged.status, await codeOf(forged)]).toEqual([401, 'passkey.rejected']);
    const elsewhere = await gateway.post('/v1/passkeys/sign-ins', { ...signIn, application: 'mail-watch' });
    expect([elsewhere.status, await codeOf(elsewhere)]).toEqual([422, 'passkey.not_offered']);
    const odd = { ...signIn, credential: { ...signIn.credential, rawId: '<script>' } };
    expect((await gateway.post('/v1/passkeys/sign-ins', odd)).status).toBe(400);
  });

  it('a passkey as second factor is an answer like a code; both at once are refused', async () => {
    const cookies = cookiesOf(await gateway.signIn());
    const { credential } = signIn;
    const answer = (body: object) => gateway.post('/v1/sign-ins/current/answer', body, { cookies });
    for (const body of [{}, { code: '123456', credential }]) expect((await answer(body)).status).toBe(400);
    expect(await (await answer({ credential })).json()).toMatchObject({ step: { kind: 'complete' } });
  });

  it('S21: one address tries so many only', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.post('/v1/passkeys/sign-ins', signIn)));
    expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(12);
    const challenges = await Promise.all(Array.from({ length: 20 }, () => gateway.post('/v1/passkeys/challenges')));
    expect(challenges.filter(({ status }) => status === 200)).toHaveLength(7);
  });
});
