import { gzipSync } from 'node:zlib';
import { documentedRoutes, parametersOf, type DocumentedRoute } from '../testing/documented-routes.js';
import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

const plenty = {
  LIMIT_SIGN_INS_PER_MINUTE: '100000',
  LIMIT_REGISTRATIONS_PER_HOUR: '100000',
  LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE: '100000',
  LIMIT_RECOVERIES_PER_HOUR: '100000',
  LIMIT_RECOVERIES_PER_NAME_PER_HOUR: '100000',
  LIMIT_FLOW_CALLS_PER_MINUTE: '100000',
  LIMIT_SESSION_CALLS_PER_MINUTE: '100000',
  LIMIT_INVITATIONS_PER_ORGANIZATION_PER_HOUR: '100000',
  LIMIT_IMPORTS_PER_ORGANIZATION_PER_HOUR: '100000',
  LIMIT_REPORTS_PER_ORGANIZATION_PER_MINUTE: '100000',
  NOTIFICATIONS_URL: 'there is one',
};

const zipped = gzipSync('{}');

describe('every route of the API under attack', () => {
  let gateway: GatewayUnderTest;
  let routes: DocumentedRoute[];
  /** Cookies of a browser that may do everything. */
  let operator: string;
  let flow: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start(plenty);
    routes = await documentedRoutes(gateway);
    gateway.identity.role = 'operator';
    operator = await gateway.session();
    flow = cookiesOf(await gateway.signIn());
  });
  afterAll(() => gateway.close());

  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
  /** What the services behind are made to do from here on. */
  const watch = () => {
    const services = [gateway.identity, gateway.mfa];
    const before = services.map(({ changes }) => changes.length);
    return () => services.flatMap(({ changes }, index) => changes.slice(before[index]));
  };
  const mutations = () => routes.filter(({ method }) => method !== 'GET');
  const withBody = () => routes.filter(({ body }) => body !== undefined);
  const cookies = () => [operator, flow].join('; ');

  it('S16: another site makes the browser send none of them', async () => {
    const changes = watch();
    for (const { name, method, path, body } of mutations()) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ] as Record<string, string>[]) {
        const reply = await gateway.call(path, { method, body, headers, cookies: cookies() });
        expect([name, reply.status, await codeOf(reply)]).toEqual([name, 403, 'request.forbidden_origin']);
        expect(reply.headers.getSetCookie()).toEqual([]);
      }
    }
    expect(mutations().length).toBeGreaterThan(45);
    expect(changes()).toEqual([]);
  });

  it('S23: methods that a route does not take get 405, and nothing happens', async () => {
    const taken = Map.groupBy(routes, ({ path }) => path);
    const changes = watch();
    for (const [path, known] of taken) {
      const allowed = new Set(known.map(({ method }) => method));
      // At `members/me` the routes of any member answer as well, and say that nobody is called that.
      if (path.endsWith('/members/me')) for (const method of ['GET', 'PUT']) allowed.add(method);
      if (allowed.has('GET')) allowed.add('HEAD');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']) {
        if (allowed.has(method)) continue;
        const reply = await gateway.raw(path, { method, headers: { cookie: cookies() } });
        // What our server does not know as a method at all ends before any address is looked at.
        const expected = ['PROPFIND', 'QUERY', 'TRACE', 'OPTIONS'].includes(method) ? [400, 404, 405] : [405];
        expect([method, path, expected.includes(reply.status)]).toEqual([method, path, true]);
        expect(reply.headers['content-type']).toContain('application/problem+json');
        if (reply.status === 405) expect(new Set(String(reply.headers.allow).split(', '))).toEqual(allowed);
      }
    }
    expect(changes()).toEqual([]);
  });

  it('S23: no other spelling of an address leads to it', async () => {
    const changes = watch();
    for (const path of new Set(routes.map((route) => route.path))) {
      const spellings = [
        `${path}/`,
        `/${path}`,
        path.replace('/v1/', '/V1/'),
        path.replace('/v1/', '/v1//'),
        path.replace('/v1/', '/v1%2f'),
        path.replace('/v1/', '/v1/./'),
        path.replace('/v1/', '/v1/x/../'),
        `${path}%00`,
        `${path}%2f`,
        `${path}.`,
        `${path};x=1`,
      ];
      for (const spelling of spellings) {
        for (const method of ['GET', 'POST', 'DELETE']) {
          const reply = await gateway.raw(spelling, { method, headers: { cookie: cookies() } });
          expect([spelling, [400, 401, 404, 405].includes(reply.status)]).toEqual([spelling, true]);
          expect(reply.headers['content-type']).toContain('application/problem+json');
        }
      }
    }
    // What is no id is asked for as the one that nobody has.
    const nothing = /(?:subject|administration)-tokens$|0{8}(?:-0{4}){3}-0{12}/;
    expect(changes().filter((call) => !nothing.test(call))).toEqual([]);
  });

  it('S16: HEAD has no effect, no body, and hands out no cookie', async () => {
    const token = flow.split('=')[1] as string;
    const finished = gateway.mfa.flows.get(token)!;
    gateway.mfa.advance(token, finished, { kind: 'complete' });
    const changes = watch();
    for (const { name, method, path } of routes.filter((route) => route.method === 'GET')) {
      const query = name === 'GET /v1/admin/accounts' ? '?identifier=robin' : '';
      const reply = await gateway.raw(path + query, { method: 'HEAD', headers: { cookie: cookies() } });
      expect([name, method, reply.text, reply.headers['set-cookie']]).toEqual([name, 'GET', '', undefined]);
    }
    // To read what mfa has, identity is asked for its word: that changes nothing.
    const words = /^POST \/internal\/[\w/-]+\/(?:subject|administration)-tokens$/;
    expect(changes().filter((call) => !words.test(call))).toEqual([]);
    gateway.mfa.flows.set(token, finished);
  });

  it('S22: whoever brings nothing gets nothing, and is not told what there is', async () => {
    const changes = watch();
    for (const { name, method, path, body, holds } of routes.filter(({ holds }) => holds !== 'nothing')) {
      if (name === 'DELETE /v1/session') continue;
      const reply = await gateway.call(path, { method, body });
      const expected = path.startsWith('/v1/admin')
        ? [404, 'request.not_found']
        : [401, holds === 'flow' ? 'flow.required' : 'session.required'];
      expect([name, reply.status, await codeOf(reply)]).toEqual([name, ...expected]);
    }
    expect(changes()).toEqual([]);
  });

  it('S22: a flow is no session, and a session is no flow, in whichever cookie or header it comes', async () => {
    const flowToken = flow.split('=')[1] as string;
    const sessionToken = operator.split('=')[1] as string;
    const changes = watch();
    for (const { name, method, path, body, holds } of routes.filter(({ holds }) => holds !== 'nothing')) {
      if (name === 'DELETE /v1/session') continue;
      const wrong = holds === 'flow' ? sessionToken : flowToken;
      const expected = path.startsWith('/v1/admin')
        ? [404, 'request.not_found']
        : [401, holds === 'flow' ? 'flow.required' : 'session.required'];
      for (const options of [
        { cookies: `__Host-postern_${holds}=${wrong}` },
        { cookies: holds === 'flow' ? operator : flow },
        { headers: { authorization: `Bearer ${wrong}` } },
        { cookies: cookies(), headers: { authorization: `Bearer ${wrong}` } },
      ]) {
        const reply = await gateway.call(path, { method, body, ...options });
        expect([name, reply.status, await codeOf(reply)]).toEqual([name, ...expected]);
      }
    }
    // mfa is asked about a flow that it does not know, and does nothing about it.
    expect(changes().filter((call) => !call.includes('/internal/flows/current'))).toEqual([]);
  });

  it('S22/S23: fields that nobody asked for, wrong types and poisoned bodies change nothing', async () => {
    const changes = watch();
    for (const { name, method, path, body } of withBody()) {
      const send = (sent: unknown) => gateway.call(path, { method, body: sent, cookies: cookies() });
      const unknown = await send({ ...body, admin: true });
      expect([name, unknown.status]).toEqual([name, 400]);
      const { errors } = (await unknown.json()) as { errors: { field: string; reason: string }[] };
      expect([name, errors.map(({ field }) => field)]).toEqual([name, expect.arrayContaining(['admin'])]);
      for (const poisoned of [
        '[]',
        '7',
        '"x"',
        '{"__proto__":{"a":1}}',
        '{"constructor":{"prototype":{}}}',
        '{',
        '{"a":1,"a":2}',
      ]) {
        const reply = await send(poisoned);
        expect([name, poisoned, reply.status]).toEqual([name, poisoned, 400]);
        expect(await codeOf(reply)).toMatch(/^request\.(?:invalid|malformed)$/);
      }
      for (const field of Object.keys(body ?? {})) {
        const reply = await send({ ...body, [field]: { toString: 'x' } });
        expect([name, field, reply.status]).toEqual([name, field, 400]);
      }
    }
    expect(withBody().length).toBeGreaterThan(25);
    expect(changes()).toEqual([]);
  });

  it('S23: bodies above 64 KB, in another encoding or of another type are refused', async () => {
    const changes = watch();
    for (const { name, method, path } of mutations()) {
      const headers = { cookie: cookies(), 'content-type': 'application/json' };
      const huge = await gateway.call(path, { method, body: `{"x":"${'x'.repeat(70_000)}"}`, cookies: cookies() });
      expect([name, huge.status, await codeOf(huge)]).toEqual([name, 413, 'request.too_large']);
      const packed = await gateway.raw(path, {
        method,
        body: zipped,
        headers: { ...headers, 'content-encoding': 'gzip', 'content-length': String(zipped.length) },
      });
      expect([name, packed.status]).toEqual([name, 400]);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const reply = await gateway.call(path, {
          method,
          body: 'x=1',
          cookies: cookies(),
          headers: { 'content-type': type },
        });
        expect([name, reply.status, await codeOf(reply)]).toEqual([name, 415, 'request.unsupported_media_type']);
      }
    }
    expect(changes()).toEqual([]);
  });

  it('S22: what is no id is answered like an id that nobody has, and never becomes part of another address', async () => {
    const managing = cookiesOf(await gateway.post('/v1/account/factor-changes', {}, { cookies: operator }));
    // One after the other, each parameter of each route.
    const all = routes.flatMap((route) => parametersOf(route).map((value) => ({ ...route, value })));
    for (const { name, method, path, body, value } of all) {
      const nobody = value === 'parcel-desk' ? 'nowhere' : '5e0c2b53-7f5a-4a52-8d43-1f5b6e8a9c20';
      const ask = (text: string) =>
        gateway.call(path.replace(value, text), { method, body, cookies: [operator, managing].join('; ') });
      const unknown = await ask(nobody);
      // The stand-in for mfa knows every factor of a flow.
      if (unknown.ok) continue;
      const expected = [unknown.status, await codeOf(unknown)];
      expect([name, unknown.status]).toEqual([name, 404]);
      for (const text of ['x', '..%2f..%2fsessions', '%2e%2e', "'%20or%201=1", '%00', 'a'.repeat(180), '%E2%80%AE']) {
        const reply = await ask(text);
        const answer = [reply.status, await codeOf(reply)];
        // `%2e%2e` is tidied away before it is sent, to an address that there is not, not with this method or not with this body.
        if (text === '%2e%2e') expect([name, [400, 404, 405].includes(reply.status)]).toEqual([name, true]);
        else expect([name, text, ...answer]).toEqual([name, text, ...expected]);
      }
    }
    expect(all.length).toBeGreaterThan(70);
    expect([...gateway.identity.calls, ...gateway.mfa.calls].filter(({ path }) => /\.\.|%|'/.test(path))).toEqual([]);
  }, 120_000);

  it('S16: nothing personal is kept by caches', async () => {
    for (const { name, method, path, body } of routes.filter(({ name }) => name !== 'GET /v1/applications/{slug}')) {
      if (name.endsWith('/events')) continue;
      const reply = await gateway.call(path, { method, body });
      expect([name, reply.headers.get('cache-control')]).toEqual([name, 'no-store']);
    }
  });
});
