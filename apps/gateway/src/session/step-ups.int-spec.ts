import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('step-up', () => {
  let gateway: GatewayUnderTest;
  let session: string;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: '3' });
    session = await gateway.session();
  });
  afterEach(() => gateway.close());

  const both = (flow: string) => ({ cookies: [session, flow].join('; ') });
  const password = (flow: string, text = gateway.identity.password) =>
    gateway.post('/v1/sign-ins/current/password', { password: text }, both(flow));
  const begin = async () => cookiesOf(await gateway.post('/v1/step-ups', {}, { cookies: session }));

  it('S15: password, second factor, and a new session in place of the old one, which is dead', async () => {
    const begun = await gateway.post('/v1/step-ups', { aal: 'aal2', maxAgeSeconds: 60 }, { cookies: session });
    const state = (await begun.json()) as object;
    expect(state).toMatchObject({ purpose: 'step-up', step: { kind: 'confirm-password', username: 'robin' } });
    expect(JSON.stringify(state)).not.toContain('confirmation-');
    expect(gateway.identity.callsTo('POST', '/internal/sessions/current/subject-tokens')[0]?.body).toEqual({
      purpose: 'step-up',
      aal: 'aal2',
      maxAgeSeconds: 60,
      application: null,
    });
    const flow = cookiesOf(begun);
    expect(await (await password(flow)).json()).toMatchObject({ step: { kind: 'answer-challenge' } });
    const done = await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, both(flow));
    const renewed = cookiesOf(done);
    expect(renewed).toContain('postern_session');
    expect(renewed).not.toBe(session);
    expect((await gateway.call('/v1/session', { cookies: session })).status).toBe(401);
    expect((await gateway.call('/v1/session', { cookies: renewed })).status).toBe(200);
  });

  it('is complete at once where the session is fresh, and renews it all the same', async () => {
    const reply = await gateway.post('/v1/step-ups', { maxAgeSeconds: 86_400 }, { cookies: session });
    expect(await reply.json()).toMatchObject({ purpose: 'step-up', step: { kind: 'complete' }, session: {} });
    expect(cookiesOf(reply)).toMatch(/^__Host-postern_session=[\w-]{43}$/);
  });

  it('a native client gets its tokens once; a script cannot have the session of a cookie handed out', async () => {
    const token = session.split('=')[1] as string;
    const stolen = await gateway.post(
      '/v1/step-ups',
      { maxAgeSeconds: 86_400, client: 'native' },
      { cookies: session },
    );
    const shown = (await stolen.json()) as { session: object };
    expect(shown).not.toHaveProperty('flowToken');
    expect(shown.session).not.toHaveProperty('token');

    const own = cookiesOf(stolen).split('=')[1] as string;
    expect(own).not.toBe(token);
    const begun = await gateway.post(
      '/v1/step-ups',
      { client: 'native' },
      { headers: { authorization: `Bearer ${own}` } },
    );
    expect(begun.headers.getSetCookie()).toEqual([]);
    const { flowToken } = (await begun.json()) as { flowToken: string };
    const bearer = { headers: { authorization: `Bearer ${flowToken}` } };
    await gateway.post('/v1/sign-ins/current/password', { password: gateway.identity.password }, bearer);
    const done = await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, bearer);
    expect(await done.json()).toMatchObject({ session: { token: expect.stringMatching(/^[\w-]{43}$/) } });
  });

  it('S21: wrong passwords are counted by account, in parallel too, and then the right one is refused as well', async () => {
    const flows = [await begin(), await begin()];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => password(flows[index % 2] as string, 'not the password')),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(17);
    expect(gateway.identity.callsTo('POST', '/internal/password-confirmations')).toHaveLength(3);
    expect((await password(await begin())).status).toBe(429);
    // The password change asks for the same password.
    const change = { currentPassword: gateway.identity.password, password: 'another long sentence' };
    const reply = await gateway.call('/v1/account/password', { method: 'PUT', body: change, cookies: session });
    expect(reply.status).toBe(429);
    // Signing in has a count of its own.
    expect((await gateway.signIn()).status).toBe(200);
  });

  it('S22: a password out of order is not even looked at', async () => {
    const flow = cookiesOf(await gateway.signIn());
    for (const path of ['password', 'new-password']) {
      const reply = await gateway.post(`/v1/sign-ins/current/${path}`, { password: 'x' }, { cookies: flow });
      expect([reply.status, await reply.json()]).toMatchObject([409, { code: 'flow.step_out_of_order' }]);
    }
    expect(gateway.identity.changes.filter((call) => call.includes('password'))).toEqual([]);
  });

  it('changing factors begins with a fresh session, and ends with a new one', async () => {
    gateway.identity.fresh = false;
    const stale = await gateway.post('/v1/account/factor-changes', {}, { cookies: session });
    expect([stale.status, await stale.json()]).toMatchObject([
      401,
      { code: 'session.step_up_required', required: { aal: 'aal2', maxAgeSeconds: 300 } },
    ]);
    expect(cookiesOf(stale)).toBe('');
    gateway.identity.fresh = true;
    const begun = await gateway.post('/v1/account/factor-changes', {}, { cookies: session });
    expect(await begun.json()).toMatchObject({ purpose: 'manage-factors', step: { kind: 'manage-factors' } });
    const done = await gateway.post('/v1/sign-ins/current/done', {}, both(cookiesOf(begun)));
    expect(cookiesOf(done)).toContain('postern_session');
    expect((await gateway.call('/v1/session', { cookies: session })).status).toBe(401);
    const unknown = await gateway.post(
      '/v1/account/factor-changes',
      { application: 'nowhere' },
      { cookies: cookiesOf(done) },
    );
    expect(unknown.status).toBe(422);
  });
});
