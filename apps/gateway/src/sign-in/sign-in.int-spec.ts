import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('signing in through the gateway', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway.close());

  const answer = (cookies: string, code = '123456') =>
    gateway.post('/v1/sign-ins/current/answer', { code }, { cookies });
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it('takes a browser from the password to a session, held by cookies alone', async () => {
    const begun = await gateway.signIn();
    expect(begun.status).toBe(200);
    const flow = (await begun.json()) as Record<string, unknown>;
    expect(flow).toMatchObject({ purpose: 'sign-in', application: null, step: { kind: 'answer-challenge' } });
    expect(flow).not.toHaveProperty('flowToken');
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-postern_flow=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);

    const read = await gateway.call('/v1/sign-ins/current', { cookies: cookiesOf(begun) });
    expect(await read.json()).toEqual(flow);

    const done = await answer(cookiesOf(begun));
    const complete = (await done.json()) as { step: object; session: object };
    expect(complete.step).toEqual({ kind: 'complete' });
    expect(complete.session).toMatchObject({ account: { username: 'robin' }, aal: 'aal2' });
    expect(complete.session).not.toHaveProperty('token');
    expect(JSON.stringify(complete)).not.toContain('assurance-');
    const [dropped, kept] = done.headers.getSetCookie();
    expect(dropped).toMatch(/^__Host-postern_flow=; .*Expires=Thu, 01 Jan 1970/);
    expect(kept).toMatch(/^__Host-postern_session=[\w-]{43}; Path=\/; Expires=.*GMT; HttpOnly; Secure; SameSite=Lax$/);

    const session = await gateway.call('/v1/session', { cookies: cookiesOf(done) });
    expect(session.status).toBe(200);
    expect(session.headers.get('cache-control')).toBe('no-store');
    expect(await session.json()).toMatchObject({ account: { username: 'robin' }, amr: ['pwd', 'otp', 'mfa'] });

    const out = await gateway.call('/v1/session', { method: 'DELETE', cookies: cookiesOf(done) });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-postern_session=;/);
    expect((await gateway.call('/v1/session', { cookies: cookiesOf(done) })).status).toBe(401);
  });

  it('gives a native client each token once, and no cookie', async () => {
    const begun = await gateway.signIn({ client: 'native' });
    expect(begun.headers.getSetCookie()).toEqual([]);
    const { flowToken } = (await begun.json()) as { flowToken: string };
    const read = await gateway.call('/v1/sign-ins/current', bearer(flowToken));
    expect(await read.json()).not.toHaveProperty('flowToken');
    const done = await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, bearer(flowToken));
    expect(done.headers.getSetCookie()).toEqual([]);
    const { session } = (await done.json()) as { session: { token: string } };
    expect(session.token).toMatch(/^[\w-]{43}$/);
    expect((await gateway.call('/v1/session', bearer(session.token))).status).toBe(200);

    const again = await gateway.call('/v1/sign-ins/current', bearer(flowToken));
    const second = (await again.json()) as object;
    expect(second).toMatchObject({ step: { kind: 'complete' } });
    expect(second).not.toHaveProperty('session');
  });

  it('hands the session to a client that lost the reply and reads the flow again', async () => {
    const cookies = cookiesOf(await gateway.signIn());
    const token = cookies.split('=')[1] as string;
    gateway.mfa.advance(token, gateway.mfa.flows.get(token)!, { kind: 'complete' });
    const head = await gateway.call('/v1/sign-ins/current', { method: 'HEAD', cookies });
    expect(head.headers.getSetCookie()).toEqual([]);
    const read = await gateway.call('/v1/sign-ins/current', { cookies });
    expect(cookiesOf(read)).toContain('__Host-postern_session=');
  });

  it('answers every step with the new state, and passes on what mfa refuses', async () => {
    const cookies = cookiesOf(await gateway.signIn());
    const steps: [string, object][] = [
      ['enrollment-choice', { choice: 'enroll' }],
      ['email', { address: 'robin@home.example' }],
      ['email/resend', {}],
      ['factors', { kind: 'sms', phone: '2025550131' }],
      ['challenge', { factorId: '5e0c2b53-7f5a-4a52-8d43-1f5b6e8a9c20' }],
    ];
    for (const [path, body] of steps) {
      const reply = await gateway.post(`/v1/sign-ins/current/${path}`, body, { cookies });
      expect([path, reply.status]).toEqual([path, 200]);
      expect(gateway.mfa.callsTo('POST', `/internal/flows/current/${path}`).at(-1)?.body).toEqual(body);
    }
    const dropped = await gateway.call('/v1/sign-ins/current/factors/pending', { method: 'DELETE', cookies });
    expect(dropped.status).toBe(200);

    const wrong = await answer(cookies, '000000');
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({ code: 'challenge.rejected', attemptsLeft: 4 });
    const soon = await gateway.post('/v1/sign-ins/current/resend', undefined, { cookies });
    expect([soon.status, soon.headers.get('retry-after')]).toEqual([429, '6']);
    expect(await soon.json()).toMatchObject({ code: 'challenge.resend_too_soon', resendAt: expect.any(String) });

    const abandoned = await gateway.call('/v1/sign-ins/current', { method: 'DELETE', cookies });
    expect(abandoned.status).toBe(204);
    expect((await gateway.call('/v1/sign-ins/current', { cookies })).status).toBe(401);
  });

  it('registers accounts, verifies addresses and passes refusals on', async () => {
    const account = {
      username: 'kim',
      password: 'four words in a row',
      email: 'kim@example.org',
      name: { given: 'Kim', family: 'Park' },
    };
    const registered = await gateway.post('/v1/accounts', account);
    expect(registered.status).toBe(201);
    expect(await registered.json()).toMatchObject({ username: 'kim', email: 'kim@example.org' });
    const taken = await gateway.post('/v1/accounts', { ...account, username: 'taken' });
    expect([taken.status, ((await taken.json()) as { code: string }).code]).toEqual([409, 'account.username_taken']);

    const verified = await gateway.post('/v1/email-verifications', { token: 'good-link-token-0001' });
    expect(await verified.json()).toEqual({ email: 'robin@example.org' });
    const spent = await gateway.post('/v1/email-verifications', { token: 'used-link-token-0001' });
    expect([spent.status, ((await spent.json()) as { code: string }).code]).toEqual([410, 'email_verification.spent']);

    const elsewhere = await gateway.signIn({ application: 'nowhere' });
    expect([elsewhere.status, ((await elsewhere.json()) as { code: string }).code]).toEqual([
      422,
      'application.unknown',
    ]);
  });

  it('tells the services who asks, and from where', async () => {
    const reply = await gateway.signIn({}, { headers: { 'user-agent': 'Spec/1.0' } });
    expect(reply.status).toBe(200);
    const call = gateway.identity.callsTo('POST', '/internal/authentications').at(-1);
    expect(call).toMatchObject({ source: '127.0.0.1', userAgent: 'Spec/1.0' });
    expect(gateway.mfa.callsTo('POST', '/internal/flows').at(-1)?.requestId).toBe(call?.requestId);
  });

  it('says that a service is away, and is not ready meanwhile', async () => {
    const lonely = await GatewayUnderTest.start();
    expect((await lonely.call('/health/ready')).status).toBe(200);
    await lonely.identity.close();
    const reply = await lonely.signIn();
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(await reply.json()).toMatchObject({ code: 'service.unavailable' });
    const ready = await lonely.call('/health/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ detail: 'Down: identity.' });
    expect((await lonely.call('/health/live')).status).toBe(200);
    await lonely.close();
  });
});
