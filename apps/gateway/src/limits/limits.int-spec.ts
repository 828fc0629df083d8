import { Database } from '@postern/platform';
import { queueBackends } from '@postern/platform/testing';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

describe.each(queueBackends())('limits counted in $name', ({ name, url }) => {
  let gateway: GatewayUnderTest;
  const start = async (environment: Record<string, string>) => {
    gateway = await GatewayUnderTest.start(environment, { queueUrl: url });
    // The connection to Redis is made in the background.
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  afterEach(() => gateway.close());

  /** What somebody at this address, behind the proxy that is trusted here, sends. */
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const behindProxy = { TRUSTED_PROXIES: '127.0.0.1' };
  const wrong = (identifier: string, address: string) =>
    gateway.signIn({ identifier, password: 'not the password' }, from(address));
  const statuses = (replies: Response[]) =>
    Object.groupBy(
      replies.map(({ status }) => status),
      String,
    );

  it('S20: guessing is stopped alike for accounts that exist and accounts that do not', async () => {
    await start({ ...behindProxy, LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: '3' });
    const seen = [];
    for (const identifier of ['robin', 'nobody-of-that-name']) {
      const replies = [];
      for (let guess = 0; guess < 5; guess++) replies.push(await wrong(identifier, '192.0.2.1'));
      const last = replies.at(-1)!;
      const { requestId: _, ...body } = (await last.json()) as Record<string, unknown>;
      const headers = [...last.headers.keys()].sort();
      seen.push({ statuses: replies.map(({ status }) => status), body, headers });
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(800);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ statuses: [401, 401, 401, 429, 429], body: { code: 'request.rate_limited' } });
    expect((await gateway.signIn({}, from('192.0.2.1'))).status).toBe(429);
    expect((await gateway.signIn({}, from('192.0.2.2'))).status).toBe(200);
  });

  it('S21: 40 parallel guesses look at exactly as many passwords as the limit says', async () => {
    await start({ ...behindProxy, LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: '4' });
    const replies = await Promise.all(Array.from({ length: 40 }, () => wrong('robin', '192.0.2.1')));
    expect(gateway.identity.callsTo('POST', '/internal/authentications')).toHaveLength(4);
    expect(statuses(replies)).toMatchObject({ 401: { length: 4 }, 429: { length: 36 } });
  });

  it('S21: sign-ins are limited by address, in parallel too, and right passwords count as well', async () => {
    await start({ ...behindProxy, LIMIT_SIGN_INS_PER_MINUTE: '5' });
    const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.signIn({}, from('192.0.2.1'))));
    expect(statuses(replies)).toMatchObject({ 200: { length: 5 }, 429: { length: 15 } });
    const refused = replies.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'request.rate_limited' });
  });

  it('S21: addresses of one IPv6 /64 share a limit', async () => {
    await start({ ...behindProxy, LIMIT_SIGN_INS_PER_MINUTE: '2' });
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:1:2:3:4', '2001:db8:1:3::1'];
    const replies = [];
    for (const address of addresses) replies.push((await gateway.signIn({}, from(address))).status);
    expect(replies).toEqual([200, 200, 429, 200]);
  });

  it('S21: an X-Forwarded-For of the client is worth nothing', async () => {
    await start({ LIMIT_SIGN_INS_PER_MINUTE: '2' });
    const replies = [];
    for (let host = 1; host <= 4; host++) replies.push((await gateway.signIn({}, from(`192.0.2.${host}`))).status);
    expect(replies).toEqual([200, 200, 429, 429]);
    expect(gateway.identity.calls.every(({ source }) => source === '127.0.0.1')).toBe(true);
  });

  it('S21: behind a trusted proxy, only what that proxy adds is believed', async () => {
    await start({ ...behindProxy, LIMIT_SIGN_INS_PER_MINUTE: '2' });
    const replies = [];
    for (let host = 1; host <= 4; host++) {
      replies.push((await gateway.signIn({}, from(`198.51.100.${host}, 192.0.2.1`))).status);
    }
    expect(replies).toEqual([200, 200, 429, 429]);
  });

  it('registrations, e-mail links and calls about one sign-in have limits of their own', async () => {
    await start({
      LIMIT_REGISTRATIONS_PER_HOUR: '1',
      LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE: '1',
      LIMIT_FLOW_CALLS_PER_MINUTE: '2',
    });
    const account = {
      username: 'kim',
      password: 'four words in a row',
      email: 'kim@example.org',
      name: { given: 'Kim', family: 'Park' },
    };
    const register = async () => (await gateway.post('/v1/accounts', account)).status;
    expect([await register(), await register()]).toEqual([201, 429]);
    const verify = async () =>
      (await gateway.post('/v1/email-verifications', { token: 'good-link-token-0001' })).status;
    expect([await verify(), await verify()]).toEqual([200, 429]);
    const flow = async () => (await (await gateway.signIn({ client: 'native' })).json()) as { flowToken: string };
    const read = async (token: string) =>
      (await gateway.call('/v1/sign-ins/current', { headers: { authorization: `Bearer ${token}` } })).status;
    const [one, other] = [(await flow()).flowToken, (await flow()).flowToken];
    expect([await read(one), await read(one), await read(one), await read(other)]).toEqual([200, 200, 429, 200]);
  });

  it('S9: the counts carry neither names nor addresses', async () => {
    await start(behindProxy);
    await wrong('robin', '192.0.2.77');
    if (name !== 'PostgreSQL') return expect(gateway.identity.calls).toHaveLength(1);
    const database = new Database(gateway.database.url);
    const rows = await database.query<{ key: string }>('keys', 'select key from gateway.rate_limits');
    await database.onApplicationShutdown();
    expect(rows.map(({ key }) => key.split(':')[0]).sort()).toEqual(['failed-password', 'sign-in']);
    expect(JSON.stringify(rows)).not.toMatch(/robin|192\.0\.2/);
  });
});
