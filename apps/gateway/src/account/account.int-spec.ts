import { accountExamples } from '../api-reference/account-examples.js';
import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

const factorId = accountExamples.factors['a phone'].factors[0]?.id as string;
const deviceId = accountExamples.trustedDevices['one of them'].devices[0]?.id as string;

describe("one's own account", () => {
  let gateway: GatewayUnderTest;
  let cookies: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ NOTIFICATIONS_URL: 'http://replaced' });
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    gateway.identity.fresh = true;
    cookies = await gateway.session();
  });

  const ask = (path: string, method = 'GET', body?: object, more: Record<string, string> = {}) =>
    gateway.call(`/v1/account${path}`, { method, body, cookies, headers: more });

  it('reads and changes the profile', async () => {
    expect(await (await ask('')).json()).toMatchObject({ username: 'robin.meyer', emailVerified: true });
    const changed = await ask('', 'PATCH', { locale: 'es' });
    expect(await changed.json()).toMatchObject({ locale: 'es' });
    gateway.identity.locale = 'en';
    expect((await ask('/phone', 'PUT', { phone: null })).status).toBe(200);
    const email = await ask('/email', 'POST', { email: 'robin@home.example' });
    expect([email.status, await email.json()]).toMatchObject([202, { email: 'robin@home.example' }]);
    const confirmed = await gateway.post('/v1/email-changes', { token: 'good-link-token-0001' });
    expect(await confirmed.json()).toEqual({ email: 'robin@home.example' });
    const spent = await gateway.post('/v1/email-changes', { token: 'used-link-token-0001' });
    expect([spent.status, await spent.json()]).toMatchObject([410, { code: 'link.spent' }]);
  });

  it('S15: a new password brings a new session, and the old one is dead here at once', async () => {
    const change = { currentPassword: gateway.identity.password, password: 'another unusual long sentence' };
    await gateway.call('/v1/session', { cookies });
    const wrong = await ask('/password', 'PUT', { ...change, currentPassword: 'x' });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { code: 'account.password_rejected' }]);
    const reply = await ask('/password', 'PUT', change);
    expect(reply.status).toBe(200);
    const view = (await reply.json()) as object;
    expect(view).toMatchObject({ account: { username: 'robin' }, aal: 'aal2' });
    expect(view).not.toHaveProperty('token');
    expect((await gateway.call('/v1/session', { cookies })).status).toBe(401);
    expect((await gateway.call('/v1/session', { cookies: cookiesOf(reply) })).status).toBe(200);
  });

  it('a native client gets the token of its new session, once', async () => {
    const { token } = gateway.identity.openSession();
    const reply = await gateway.call('/v1/account/password', {
      method: 'PUT',
      body: { currentPassword: gateway.identity.password, password: 'another unusual long sentence' },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(reply.headers.getSetCookie()).toEqual([]);
    expect(await reply.json()).toMatchObject({ token: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it('S14: sessions that are ended are over at this gateway at once', async () => {
    const elsewhere = gateway.identity.openSession();
    const other = `__Host-postern_session=${elsewhere.token}`;
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(200);
    expect(await (await ask('/sessions')).json()).toHaveProperty('sessions');
    expect((await ask(`/sessions/${elsewhere.session.id}`, 'DELETE')).status).toBe(204);
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(401);
    expect((await ask(`/sessions/${elsewhere.session.id}`, 'DELETE')).status).toBe(404);

    const third = `__Host-postern_session=${gateway.identity.openSession().token}`;
    expect((await gateway.call('/v1/session', { cookies: third })).status).toBe(200);
    expect((await ask('/sessions', 'DELETE')).status).toBe(204);
    expect((await gateway.call('/v1/session', { cookies: third })).status).toBe(401);
    expect((await gateway.call('/v1/session', { cookies })).status).toBe(200);
  });

  it('S11: reads factors, devices and codes as they are, and changes them only with a fresh session', async () => {
    const changes: [string, string, object | undefined, number][] = [
      [`/factors/${factorId}`, 'PATCH', { label: 'Work phone' }, 204],
      [`/trusted-devices/${deviceId}`, 'DELETE', undefined, 204],
      ['/trusted-devices', 'DELETE', undefined, 204],
      ['/recovery-codes', 'POST', {}, 201],
    ];
    gateway.identity.fresh = false;
    for (const path of ['/factors', '/trusted-devices', '/recovery-codes']) expect((await ask(path)).status).toBe(200);
    const before = gateway.mfa.changes.length;
    for (const [path, method, body] of changes) {
      const reply = await ask(path, method, body);
      expect([path, reply.status, await reply.json()]).toMatchObject([path, 401, { code: 'session.step_up_required' }]);
    }
    expect(gateway.mfa.changes).toHaveLength(before);
    gateway.identity.fresh = true;
    for (const [path, method, body, status] of changes) {
      expect([path, (await ask(path, method, body)).status]).toEqual([path, status]);
    }
    expect(gateway.mfa.callsTo('POST', '/internal/account/recovery-codes').at(-1)?.subjectToken).toBe(
      'subject-manage-factors',
    );
    expect(gateway.mfa.callsTo('GET', '/internal/account/factors').at(-1)?.subjectToken).toBe('subject-account');
  });

  it('forgetting all devices also takes the cookie from this one', async () => {
    const reply = await ask('/trusted-devices', 'DELETE');
    expect(reply.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-postern_device=; .*1970/)]);
  });

  it('R4: recovery codes come as JSON, or as a file for whoever asks for text', async () => {
    const json = await ask('/recovery-codes', 'POST', {}, { accept: '*/*' });
    expect(await json.json()).toHaveProperty('codes');
    expect(json.headers.get('vary')).toBe('Accept');
    const text = await ask('/recovery-codes', 'POST', undefined, { accept: 'text/plain' });
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.headers.get('content-disposition')).toBe('attachment; filename="recovery-codes.txt"');
    expect(text.headers.get('cache-control')).toBe('no-store');
    expect(await text.text()).toBe(accountExamples.newRecoveryCodes['shown once'].text);
  });

  it('pages through what happened', async () => {
    const page = await ask('/activity?cursor=4711&limit=10');
    expect(await page.json()).toHaveProperty('entries');
    expect(gateway.identity.calls.at(-1)?.path).toBe('/internal/account/activity?limit=10&cursor=4711');
    await ask('/activity?topic=recovery');
    expect(gateway.identity.calls.at(-1)?.path).toBe('/internal/account/activity?limit=25&topic=recovery');
    for (const query of ['limit=0', 'limit=101', 'cursor=x', 'cursor=1&cursor=2', 'account=other', 'topic=other'])
      expect([query, (await ask(`/activity?${query}`)).status]).toEqual([query, 400]);
  });

  it('exports what every service holds, as a file', async () => {
    const reply = await ask('/export');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="account.json"');
    expect(await reply.json()).toEqual({
      exportedAt: expect.any(String),
      identity: { account: { username: 'robin' } },
      mfa: { factors: [] },
      notifications: { deliveries: [], accountId: gateway.identity.accountId },
    });
  });

  it('says how long a closed account can be opened again', async () => {
    expect(await (await ask('/closure')).json()).toEqual({ graceDays: 30 });
  });

  it('closes the account and takes the cookies away', async () => {
    const reply = await ask('/closure', 'POST', {});
    expect(reply.status).toBe(200);
    expect(await reply.json()).toHaveProperty('deletedAt');
    expect(reply.headers.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-postern_session',
      '__Host-postern_device',
    ]);
    expect((await gateway.call('/v1/session', { cookies })).status).toBe(401);
  });
});
