import { administrationExamples, applicationExamples } from '../api-reference/more-examples.js';
import { documentedRoutes } from '../testing/documented-routes.js';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const { id } = administrationExamples.account.active;

describe('administration', () => {
  let gateway: GatewayUnderTest;
  let cookies: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_SIGN_INS_PER_MINUTE: '1000' });
  });
  afterAll(() => gateway.close());
  const signInAs = async (role: 'operator' | 'support' | null) => {
    gateway.identity.role = role;
    cookies = await gateway.session();
  };
  const ask = (path: string, method = 'GET', body?: object) =>
    gateway.call(`/v1/admin${path}`, { method, body, cookies });
  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;

  it('S22: to everybody else there is nothing, whatever they send, and nobody behind is asked', async () => {
    await signInAs(null);
    const routes = (await documentedRoutes(gateway)).filter(({ path }) => path.startsWith('/v1/admin'));
    expect(routes.length).toBeGreaterThanOrEqual(13);
    const calls = () =>
      [...gateway.identity.calls, ...gateway.mfa.calls].filter(({ path }) => path !== '/internal/sessions/current');
    const before = calls().length;
    for (const { name, path, method, body } of routes) {
      for (const sent of [body, body && { nonsense: true }, undefined]) {
        const reply = await gateway.call(path, { method, body: sent, cookies });
        expect([name, reply.status, await codeOf(reply)]).toEqual([name, 404, 'request.not_found']);
      }
    }
    expect(calls()).toHaveLength(before);
  });

  it('the answer is the one of an address that there is not', async () => {
    await signInAs(null);
    const plain = async (path: string) => {
      const reply = await ask(path);
      const { requestId: _, ...body } = (await reply.json()) as Record<string, unknown>;
      return { body, headers: [...reply.headers].filter(([name]) => name !== 'date') };
    };
    expect(await plain('/accounts?identifier=robin')).toEqual(await plain('/nowhere'));
  });

  it('operators keep applications', async () => {
    await signInAs('operator');
    const create = applicationExamples.create['as little as possible'];
    expect((await ask('/applications', 'POST', create)).status).toBe(201);
    const sent = gateway.identity.callsTo('POST', '/internal/admin/applications')[0]?.body;
    expect(sent).toMatchObject({ slug: 'mail-watch', rememberDeviceDays: 30, passkeySignIn: true });
    const taken = await ask('/applications', 'POST', applicationExamples.create['all that can be said']);
    expect([taken.status, await codeOf(taken)]).toEqual([409, 'application.slug_taken']);
    expect(await (await ask('/applications')).json()).toHaveProperty('applications');
    expect(await (await ask('/applications/parcel-desk')).json()).toMatchObject({ slug: 'parcel-desk' });
    const update = applicationExamples.update['all that can be said'];
    expect((await ask('/applications/parcel-desk', 'PUT', update)).status).toBe(200);
    expect((await ask('/applications/nowhere', 'PUT', update)).status).toBe(404);
    expect((await ask('/applications/parcel-desk', 'DELETE')).status).toBe(204);
  });

  it.each([
    'javascript:alert(1)',
    '//evil.example',
    'https://a@b.example/',
    'http://a.example/',
    'https://a.example/#x',
  ])('S18: %s is no address to send people to', async (target) => {
    await signInAs('operator');
    const reply = await ask('/applications', 'POST', {
      ...applicationExamples.create['as little as possible'],
      redirectTargets: [target],
    });
    expect([reply.status, await codeOf(reply)]).toEqual([400, 'request.invalid']);
  });

  it('S14: disabling an account reaches its sessions at once', async () => {
    await signInAs('operator');
    const theirs = gateway.identity.openSession();
    const other = `__Host-postern_session=${theirs.token}`;
    gateway.identity.sessions.set(theirs.token, { ...theirs.session, account: { ...theirs.session.account, id } });
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(200);
    gateway.identity.sessions.delete(theirs.token);
    expect((await ask(`/accounts/${id}/disablement`, 'POST', {})).status).toBe(204);
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(401);
    expect((await ask(`/accounts/${id}/disablement`, 'DELETE')).status).toBe(204);
    expect((await ask(`/accounts/${id}/sessions`, 'DELETE')).status).toBe(204);
  });

  it('support finds accounts and resets factors, with identity’s word for it', async () => {
    await signInAs('support');
    expect(await (await ask('/accounts?identifier=robin%40example.org')).json()).toHaveProperty('accounts');
    expect(gateway.identity.calls.at(-1)?.path).toBe('/internal/admin/accounts?identifier=robin%40example.org');
    expect(await (await ask(`/accounts/${id}`)).json()).toMatchObject({ id });
    expect(await (await ask(`/accounts/${id}/factors`)).json()).toHaveProperty('factors');
    const reset = await ask(`/accounts/${id}/factor-reset`, 'POST', {});
    expect([reset.status, await reset.json()]).toMatchObject([200, { takesEffectAt: expect.any(String) }]);
    expect(gateway.mfa.calls.at(-1)?.subjectToken).toBe('subject-factor-reset');
    expect((await ask(`/accounts/${id}/factor-reset`, 'DELETE')).status).toBe(204);
    expect((await ask('/accounts')).status).toBe(400);
  });

  it('what one role may and the other may not is for identity to say', async () => {
    await signInAs('support');
    const reply = await ask('/applications');
    expect([reply.status, await codeOf(reply)]).toEqual([404, 'request.not_found']);
    await signInAs('operator');
    gateway.identity.fresh = false;
    const stale = await ask('/applications', 'POST', applicationExamples.create['as little as possible']);
    gateway.identity.fresh = true;
    expect([stale.status, await codeOf(stale)]).toEqual([401, 'session.step_up_required']);
  });
});

describe('what anybody may know of an application', () => {
  it('may be kept for a minute; that there is none, may not', async () => {
    const gateway = await GatewayUnderTest.start({ LIMIT_PUBLIC_READS_PER_MINUTE: '4' });
    const found = await gateway.call('/v1/applications/parcel-desk');
    expect(found.headers.get('cache-control')).toBe('public, max-age=60');
    const shown = (await found.json()) as object;
    expect(shown).toMatchObject({ slug: 'parcel-desk', terms: { version: '2026-10' } });
    expect(shown).not.toHaveProperty('redirectTargets');
    for (const slug of ['nowhere', 'Parcel-Desk']) {
      const missing = await gateway.call(`/v1/applications/${slug}`);
      expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    expect((await gateway.call('/v1/applications/parcel-desk')).status).toBe(200);
    expect((await gateway.call('/v1/applications/parcel-desk')).status).toBe(429);
    await gateway.close();
  });
});
