import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('a device that is remembered', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway.close());

  const right = { code: '123456', rememberDevice: true };
  const pair = (cookies: string, name: string) => cookies.split('; ').find((cookie) => cookie.includes(name)) ?? '';

  it('R11: a browser keeps it in a cookie of its own, and skips the second factor next time', async () => {
    const flow = cookiesOf(await gateway.signIn());
    const done = await gateway.post('/v1/sign-ins/current/answer', right, { cookies: flow });
    const set = done.headers.getSetCookie().find((cookie) => cookie.includes('postern_device'));
    expect(set).toMatch(/^__Host-postern_device=[\w-]{43}; Path=\/; Expires=.*GMT; HttpOnly; Secure; SameSite=Lax$/);
    expect(await done.json()).not.toHaveProperty('deviceToken');

    const again = await gateway.signIn({}, { cookies: pair(cookiesOf(done), 'postern_device') });
    expect(await again.json()).toMatchObject({
      step: { kind: 'complete' },
      session: { account: { username: 'robin' } },
    });
    expect(cookiesOf(again)).toContain('postern_session');
    // The flow was over before its cookie could be of use.
    expect(cookiesOf(again)).not.toContain('postern_flow');
  });

  it('R11: a native client gets it once, and sends it itself', async () => {
    const { flowToken } = (await (await gateway.signIn({ client: 'native' })).json()) as { flowToken: string };
    const bearer = { headers: { authorization: `Bearer ${flowToken}` } };
    const done = await gateway.post('/v1/sign-ins/current/answer', right, bearer);
    expect(done.headers.getSetCookie()).toEqual([]);
    const { deviceToken } = (await done.json()) as { deviceToken: string };
    expect(deviceToken).toMatch(/^[\w-]{43}$/);
    expect(await (await gateway.call('/v1/sign-ins/current', bearer)).json()).not.toHaveProperty('deviceToken');

    const again = await gateway.signIn({ client: 'native', deviceToken });
    expect(await again.json()).toMatchObject({ step: { kind: 'complete' }, session: { token: expect.any(String) } });
  });

  it('a native client is not remembered by the cookie of a browser, nor by what cannot be a token', async () => {
    const flow = cookiesOf(await gateway.signIn());
    const done = await gateway.post('/v1/sign-ins/current/answer', right, { cookies: flow });
    const cookies = pair(cookiesOf(done), 'postern_device');
    await gateway.signIn({ client: 'native' }, { cookies });
    expect(gateway.mfa.deviceTokens.at(-1)).toBeUndefined();
    await gateway.signIn({}, { cookies: '__Host-postern_device=x%0d%0ay' });
    expect(gateway.mfa.deviceTokens.at(-1)).toBeUndefined();
    const refused = await gateway.signIn({ deviceToken: 'x' });
    expect(refused.status).toBe(400);
  });

  it('the application, and where to go, come with the flow', async () => {
    const target = 'https://parcel-desk.example/home';
    const begun = await gateway.signIn({ application: 'parcel-desk', redirectTo: target });
    expect(await begun.json()).toMatchObject({
      application: { slug: 'parcel-desk', name: 'Parcel Desk', supportContact: expect.any(String) },
    });
    expect(gateway.identity.callsTo('POST', '/internal/authentications').at(-1)?.body).toMatchObject({
      application: 'parcel-desk',
      redirectTo: target,
    });
    const elsewhere = await gateway.signIn({ application: 'parcel-desk', redirectTo: 'https://evil.example/' });
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([422, { code: 'application.redirect_refused' }]);
  });

  it('R12: whoever wants to change factors does so before the session', async () => {
    const flow = cookiesOf(await gateway.signIn());
    const managing = await gateway.post(
      '/v1/sign-ins/current/answer',
      { code: '123456', modifyFactors: true },
      { cookies: flow },
    );
    const state = (await managing.json()) as { step: { kind: string; factors: { id: string }[] } };
    expect(state.step.kind).toBe('manage-factors');
    expect(cookiesOf(managing)).not.toContain('postern_session');
    const id = state.step.factors[0]?.id as string;
    const removed = await gateway.call(`/v1/sign-ins/current/factors/${id}`, { method: 'DELETE', cookies: flow });
    expect(removed.status).toBe(200);
    expect(gateway.mfa.callsTo('DELETE', `/internal/flows/current/factors/${id}`)).toHaveLength(1);
    const done = await gateway.post('/v1/sign-ins/current/done', undefined, { cookies: flow });
    expect(await done.json()).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal2' } });
    const lost = await gateway.post(
      '/v1/sign-ins/current/lost-factors',
      {},
      { cookies: cookiesOf(await gateway.signIn()) },
    );
    expect(lost.status).toBe(200);
  });
});
