import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

const here = 'https://sign-in.example.org';

describe('the edge under attack', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_SIGN_INS_PER_MINUTE: '1000', LIMIT_REGISTRATIONS_PER_HOUR: '1000' });
  });
  afterAll(() => gateway.close());

  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;

  describe('cross-site request forgery (S16)', () => {
    const unsafe: [string, string][] = [
      ['POST', '/v1/accounts'],
      ['POST', '/v1/sign-ins'],
      ['DELETE', '/v1/sign-ins/current'],
      ['POST', '/v1/sign-ins/current/enrollment-choice'],
      ['POST', '/v1/sign-ins/current/email'],
      ['POST', '/v1/sign-ins/current/email/resend'],
      ['POST', '/v1/sign-ins/current/factors'],
      ['DELETE', '/v1/sign-ins/current/factors/pending'],
      ['POST', '/v1/sign-ins/current/answer'],
      ['POST', '/v1/sign-ins/current/resend'],
      ['POST', '/v1/sign-ins/current/challenge'],
      ['POST', '/v1/email-verifications'],
      ['DELETE', '/v1/session'],
      ['POST', '/v1/nowhere'],
    ];

    it.each(unsafe)('refuses %s %s that another site makes the browser send', async (method, path) => {
      const before = gateway.identity.calls.length + gateway.mfa.calls.length;
      const forged: Record<string, string>[] = [
        { origin: 'https://evil.example' },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { origin: 'null' },
        { 'sec-fetch-site': 'same-site' },
        { 'content-type': 'text/plain', origin: 'https://evil.example' },
      ];
      for (const headers of forged) {
        const reply = await gateway.call(path, { method, headers });
        expect([reply.status, await codeOf(reply)]).toEqual([403, 'request.forbidden_origin']);
        expect(reply.headers.get('access-control-allow-origin')).toBeNull();
      }
      expect(gateway.identity.calls.length + gateway.mfa.calls.length).toBe(before);
    });

    it('a form cannot post: only JSON is taken', async () => {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
        const reply = await gateway.post('/v1/sign-ins', '{}', { headers: { 'content-type': type } });
        expect([reply.status, await codeOf(reply)]).toEqual([415, 'request.unsupported_media_type']);
      }
    });

    it('lets the own pages and programs through', async () => {
      const pages = { origin: here, 'sec-fetch-site': 'same-origin' };
      expect((await gateway.signIn({}, { headers: pages })).status).toBe(200);
      expect((await gateway.signIn()).status).toBe(200);
    });

    it('a cross-site GET does not turn a finished flow into a session', async () => {
      const cookies = cookiesOf(await gateway.signIn());
      const token = cookies.split('=')[1] as string;
      gateway.mfa.advance(token, gateway.mfa.flows.get(token)!, { kind: 'complete' });
      const headers = { 'sec-fetch-site': 'cross-site' };
      const reply = await gateway.call('/v1/sign-ins/current', { cookies, headers });
      expect(reply.headers.getSetCookie()).toEqual([]);
    });

    it('no other site may read: CORS preflights are refused', async () => {
      const reply = await gateway.call('/v1/session', {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' },
      });
      expect(reply.status).toBe(405);
      expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    });
  });

  describe('session fixation (S15)', () => {
    it('never adopts a session or flow token that the client brings', async () => {
      const planted = 'A'.repeat(43);
      const cookies = `__Host-postern_session=${planted}; __Host-postern_flow=${planted}`;
      const begun = await gateway.signIn({}, { cookies });
      expect(cookiesOf(begun)).not.toContain(planted);
      const done = await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies: cookiesOf(begun) });
      expect(cookiesOf(done)).not.toContain(planted);
      expect((await gateway.call('/v1/session', { cookies })).status).toBe(401);
    });

    it('a browser that signs in anew ends its previous session', async () => {
      const enter = async (previous = '') => {
        const begun = cookiesOf(await gateway.signIn());
        const cookies = [begun, previous].filter(Boolean).join('; ');
        return cookiesOf(await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies }));
      };
      const first = await enter();
      expect((await gateway.call('/v1/session', { cookies: first })).status).toBe(200);
      const second = await enter(first);
      expect(second).not.toBe(first);
      expect((await gateway.call('/v1/session', { cookies: first })).status).toBe(401);
      expect((await gateway.call('/v1/session', { cookies: second })).status).toBe(200);
    });

    it('an Authorization header is never topped up with a cookie', async () => {
      const cookies = cookiesOf(await gateway.signIn());
      for (const authorization of ['Basic cm9iaW46eA==', 'Bearer', 'Bearer ../../x', 'Bearer a b']) {
        const reply = await gateway.call('/v1/sign-ins/current', { cookies, headers: { authorization } });
        expect(reply.status).toBe(401);
      }
    });

    it('two concurrent readers of a finished flow get exactly one session', async () => {
      const cookies = cookiesOf(await gateway.signIn());
      const token = cookies.split('=')[1] as string;
      gateway.mfa.advance(token, gateway.mfa.flows.get(token)!, { kind: 'complete' });
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => gateway.call('/v1/sign-ins/current', { cookies })),
      );
      expect(replies.map(({ status }) => status)).toEqual(new Array(8).fill(200));
      expect(replies.filter((reply) => cookiesOf(reply).includes('postern_session'))).toHaveLength(1);
    });
  });

  describe('headers (S16)', () => {
    it.each([
      ['a page', '/'],
      ['the API', '/v1/session'],
      ['an unknown address', '/nowhere'],
      ['an address that cannot be read', '/%zz'],
      ['an address that names the server itself', '*'],
      ['an address that is too long', `/${'a'.repeat(17_000)}`],
      ['an address that is unknown to a person', '/nowhere', 'text/html'],
      ['a static file', '/assets/reference.css'],
    ] as [string, string, string?][])('protects %s', async (_, path, accept = '*/*') => {
      const { headers } = await gateway.raw(path, { headers: { accept } });
      const policy = headers['content-security-policy'] as string;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'strict-transport-security': expect.stringContaining('max-age=63072000'),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    });

    it('lets nothing personal be kept', async () => {
      for (const path of ['/v1/session', '/v1/sign-ins/current', '/nowhere', '/health/live']) {
        expect((await gateway.call(path)).headers.get('cache-control')).toBe('no-store');
      }
    });
  });

  describe('a forged Host header (S17)', () => {
    it('changes nothing of what is answered, and does not make another origin this site', async () => {
      const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
      for (const path of ['/', '/verify-email', '/v1/openapi.json']) {
        const plain = await gateway.raw(path);
        const reply = await gateway.raw(path, { headers: forged });
        expect(reply.text).toBe(plain.text);
        expect(reply.text).not.toContain('evil.example');
      }
      const post = await gateway.raw('/v1/sign-ins', {
        method: 'POST',
        headers: { ...forged, origin: 'http://evil.example', 'content-type': 'application/json' },
        body: '{}',
      });
      expect(post.status).toBe(403);
    });
  });

  describe('bodies (S22, S23)', () => {
    const errorsOf = async (reply: Response) => {
      expect(reply.status).toBe(400);
      return ((await reply.json()) as { errors?: { field: string; reason: string }[] }).errors?.map(
        ({ field, reason }) => `${field} ${reason}`,
      );
    };

    it.each([
      ['nothing', '', ['identifier missing', 'password missing']],
      ['null', 'null', ['identifier missing', 'password missing']],
      ['a list', '[]', ['body wrong-type']],
      ['a wrong type', '{"identifier":7,"password":"x"}', ['identifier wrong-type']],
      ['a null field', '{"identifier":null,"password":"x"}', ['identifier wrong-type']],
      ['an unknown field', '{"identifier":"a","password":"x","admin":true}', ['admin unknown']],
      ['a field given twice', '{"identifier":"a","password":"x","identifier":"robin"}', ['identifier duplicate']],
    ])('names the field for %s, and asks nobody', async (_, body, errors) => {
      const before = gateway.identity.calls.length;
      expect(await errorsOf(await gateway.post('/v1/sign-ins', body))).toEqual(errors);
      expect(gateway.identity.calls).toHaveLength(before);
    });

    it('a field given twice in a nested object is named with its path', async () => {
      const body =
        '{"username":"kim","password":"four words in a row","email":"k@example.org","name":{"given":"K","given":"L","family":"P"}}';
      expect(await errorsOf(await gateway.post('/v1/accounts', body))).toEqual(['name.given duplicate']);
    });

    it('steps that take no fields refuse any', async () => {
      const cookies = cookiesOf(await gateway.signIn());
      const reply = await gateway.post('/v1/sign-ins/current/email/resend', { to: 'x@example.org' }, { cookies });
      expect(await errorsOf(reply)).toEqual(['to unknown']);
    });

    it.each([
      ['__proto__', '{"identifier":"a","password":"x","__proto__":{"admin":true}}'],
      ['constructor', '{"identifier":"a","password":"x","constructor":{"prototype":{"admin":true}}}'],
      ['no JSON', '{"identifier":'],
      ['nothing but nesting', '['.repeat(30_000) + ']'.repeat(30_000)],
    ])('%s is malformed', async (_, body) => {
      const reply = await gateway.post('/v1/sign-ins', body);
      expect([reply.status, await codeOf(reply)]).toEqual([400, 'request.malformed']);
    });

    it('a huge body is too large', async () => {
      const reply = await gateway.signIn({ identifier: 'x'.repeat(70_000) });
      expect([reply.status, await codeOf(reply)]).toEqual([413, 'request.too_large']);
    });
  });

  describe('paths (S23)', () => {
    it.each([
      '//v1/session',
      '/v1//session',
      '/v1/session/',
      '/v1/session.',
      '/v1/session%2f',
      '/v1%2fsession',
      '/v1/%2e/session',
      '/v1/./session',
      '/v1/x/../session',
      '/V1/session',
      '/v1/session;a=b',
      '/v1/session%00',
      '/v1/session%20',
      '\\v1\\session',
      '/assets/../config.js',
      '/assets/%2e%2e/config.js',
      '/assets/..%2fconfig.js',
      '/assets/reference/package.json',
      '/assets/reference/index.html',
      '/internal/sessions/current',
    ])('%s is nothing', async (path) => {
      const cookies = cookiesOf(await gateway.signIn());
      const reply = await gateway.raw(path, { headers: { cookie: cookies } });
      expect([path, [400, 404].includes(reply.status)]).toEqual([path, true]);
      expect(reply.headers['content-type']).toContain('application/problem+json');
    });

    it.each(['/v1/%73ession', '/v1/sess%69on', '/%761/session'])(
      '%s, which the router reads as a route, is guarded like it',
      async (path) => {
        const forged = await gateway.raw(path, { method: 'DELETE', headers: { origin: 'https://evil.example' } });
        expect(forged.status).toBe(403);
        expect((await gateway.raw(path)).status).toBe(401);
      },
    );

    it('an absolute address in the request line is not taken for a route of another host', async () => {
      const reply = await gateway.raw('http://evil.example/v1/session', {
        method: 'DELETE',
        headers: { origin: 'http://evil.example' },
      });
      expect(reply.status).toBe(403);
    });

    it('HEAD has no effect and says no more than GET', async () => {
      const cookies = cookiesOf(await gateway.signIn());
      for (const path of ['/v1/session', '/v1/sign-ins/current', '/v1/sign-ins/current/events', '/']) {
        const reply = await gateway.raw(path, { method: 'HEAD', headers: { cookie: cookies } });
        expect(reply.text).toBe('');
      }
      expect(gateway.mfa.streams.size).toBe(0);
      expect(gateway.mfa.callsTo('GET', '/internal/flows/current/events')).toEqual([]);
    });

    it.each([
      ['GET', '/v1/sign-ins', 'POST'],
      ['PUT', '/v1/session', 'GET, HEAD, DELETE'],
      ['POST', '/v1/session?x=1', 'GET, HEAD, DELETE'],
      ['PATCH', '/v1/sign-ins/current/answer', 'POST'],
      ['GET', '/v1/email-verifications', 'POST'],
      ['DELETE', '/', 'GET, HEAD'],
    ])('%s %s tells the methods that it takes', async (method, path, allow) => {
      const reply = await gateway.call(path, { method });
      expect([reply.status, await codeOf(reply)]).toEqual([405, 'request.method_not_allowed']);
      expect(reply.headers.get('allow')).toBe(allow);
    });
  });

  describe('errors (S24)', () => {
    it('are problems from the closed list, without internals', async () => {
      for (const path of ['/nowhere', '/v1/nowhere?x=<script>', '/%zz', '/v1/session?a[b]=1', '/health']) {
        const reply = await gateway.raw(path);
        expect(reply.headers['content-type']).toContain('application/problem+json');
        expect(reply.text).not.toMatch(/node_modules|Error:|at .*\(|Fastify|FST_|Cannot GET|<script>/);
        expect(JSON.parse(reply.text)).toMatchObject({ code: expect.stringMatching(/^(request|session)\./) });
      }
    });

    it('what is too long for HTTP is told so', async () => {
      const reply = await gateway.raw('/v1/session', { headers: { cookie: `postern_session=${'a'.repeat(17_000)}` } });
      expect(JSON.parse(reply.text)).toMatchObject({ status: 413, code: 'request.too_large' });
      expect(reply.status).toBe(413);
    });

    it('a service that talks nonsense is our fault, and is told in general terms', async () => {
      const broken = await GatewayUnderTest.start();
      broken.mfa.nonsense = '<h1>select * from secret_table</h1>';
      const reply = await broken.signIn();
      const text = await reply.text();
      await broken.close();
      expect(reply.status).toBe(500);
      expect(JSON.parse(text)).toMatchObject({ code: 'service.unexpected' });
      expect(text).not.toContain('secret_table');
    });
  });

  it('S9: no password, code or token reaches the logs', async () => {
    const begun = await gateway.signIn({ password: 'canary-password-7719' });
    expect(begun.status).toBe(401);
    const cookies = cookiesOf(await gateway.signIn());
    await gateway.post('/v1/sign-ins/current/answer', { code: '987123' }, { cookies });
    await gateway.call('/v1/session?token=canary-in-the-address', { cookies });
    await gateway.post('/v1/email-verifications', { token: 'canary-link-token-0001' });
    const written = gateway.logs.join('');
    expect(written).toContain('/v1/sign-ins');
    expect(written).not.toMatch(/canary|987123/);
    expect(written).not.toContain(cookies.split('=')[1]);
  });
});

describe('on the own machine over plain http', () => {
  it('cookies have plain names and no Secure, and HSTS stays off', async () => {
    const gateway = await GatewayUnderTest.start({ PUBLIC_URL: 'http://localhost:3000' });
    const begun = await gateway.signIn({}, { headers: { origin: 'http://localhost:3000' } });
    expect(begun.headers.getSetCookie()[0]).toMatch(/^postern_flow=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(begun.headers.get('strict-transport-security')).toBeNull();
    await gateway.close();
  });
});
