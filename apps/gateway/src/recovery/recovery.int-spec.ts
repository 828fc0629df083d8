import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('recovery', () => {
  let gateway: GatewayUnderTest;
  afterEach(() => gateway.close());
  const start = async (environment: Record<string, string> = {}) => {
    gateway = await GatewayUnderTest.start({ TRUSTED_PROXIES: '127.0.0.1', ...environment });
  };
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

  /** All that somebody outside can see of a reply, save what differs between any two. */
  const seen = async (reply: Response) => {
    const headers = [...reply.headers].filter(([name]) => !['date', 'retry-after'].includes(name));
    const { requestId: _, ...body } = (await reply.json()) as Record<string, unknown>;
    return { status: reply.status, headers, body };
  };

  it('S20: known and unknown names are answered alike, in status, headers and body, also when there were too many', async () => {
    await start();
    const asked: [string, (name: string) => object, string[]][] = [
      ['username', (email) => ({ email }), ['robin@example.org', 'nobody@example.org']],
      ['password', (identifier) => ({ identifier }), ['robin', 'nobody']],
    ];
    for (const [path, body, names] of asked) {
      const answers = [];
      for (const [index, name] of names.entries()) {
        const source = from(`192.0.2.${String(index + (path === 'username' ? 1 : 101))}`);
        const replies = [];
        for (let time = 0; time < 7; time++)
          replies.push(await seen(await gateway.post(`/v1/recovery/${path}`, body(name), source)));
        answers.push(replies);
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429, 429]);
      expect(answers[0]?.[0]?.body).toEqual({});
    }
  });

  it('S21: one address asks for so many names only, in parallel too; spellings of one name are one', async () => {
    await start({ LIMIT_RECOVERIES_PER_HOUR: '6', LIMIT_RECOVERIES_PER_NAME_PER_HOUR: '2' });
    const ask = (identifier: string, address: string) =>
      gateway.post('/v1/recovery/password', { identifier }, from(address));
    const many = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`name-${String(index)}`, '192.0.2.1')));
    expect(many.filter(({ status }) => status === 202)).toHaveLength(6);
    expect(gateway.identity.callsTo('POST', '/internal/recovery/password')).toHaveLength(6);
    const spelled = [];
    for (const name of ['Robin', 'ROBIN', 'robin']) spelled.push((await ask(name, '192.0.2.2')).status);
    expect(spelled).toEqual([202, 202, 429]);
  });

  it('S5: a stranger who uses up the tries for a name does not use up those of its owner', async () => {
    await start({ LIMIT_RECOVERIES_PER_NAME_PER_HOUR: '1' });
    const ask = (address: string) => gateway.post('/v1/recovery/password', { identifier: 'robin' }, from(address));
    expect([(await ask('192.0.2.1')).status, (await ask('192.0.2.1')).status]).toEqual([202, 429]);
    expect((await ask('192.0.2.2')).status).toBe(202);
  });

  it('S13: the link leads through the second factor to a new password, and to no session', async () => {
    await start();
    const session = await gateway.session();
    expect((await gateway.call('/v1/session', { cookies: session })).status).toBe(200);
    const begun = await gateway.post('/v1/recovery/password/links', { token: 'good-link-token-0001' });
    expect(await begun.json()).toMatchObject({ purpose: 'recovery', step: { kind: 'answer-challenge' } });
    const cookies = cookiesOf(begun);
    const early = await gateway.post('/v1/sign-ins/current/new-password', { password: 'x y z' }, { cookies });
    expect(early.status).toBe(409);

    const proven = await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies });
    const state = (await proven.json()) as object;
    expect(state).toMatchObject({ step: { kind: 'choose-password', username: 'robin' } });
    expect(JSON.stringify(state)).not.toContain('assurance-');
    expect(cookiesOf(proven)).not.toContain('session');
    for (const sneaky of [
      await gateway.call('/v1/sign-ins/current', { cookies }),
      await gateway.post('/v1/sign-ins/current/terms', { accepted: true }, { cookies }),
    ])
      expect(cookiesOf(sneaky)).not.toContain('session');
    expect(gateway.identity.callsTo('POST', '/internal/sessions')).toHaveLength(1);

    const refused = await gateway.post('/v1/sign-ins/current/new-password', { password: 'password' }, { cookies });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { code: 'account.password_refused', errors: [{ field: 'password', reason: 'common' }] },
    ]);
    const done = await gateway.post(
      '/v1/sign-ins/current/new-password',
      { password: 'new and unusual words' },
      { cookies },
    );
    const view = (await done.json()) as object;
    expect(view).toMatchObject({ purpose: 'recovery', step: { kind: 'complete' } });
    expect(view).not.toHaveProperty('session');
    expect(done.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-postern_flow=; .*1970/)]);
    // S14: at once, also where the session was just seen.
    expect((await gateway.call('/v1/session', { cookies: session })).status).toBe(401);
    expect((await gateway.call('/v1/sign-ins/current', { cookies })).status).toBe(401);
  });

  it('a native client goes the same way with its flow token', async () => {
    await start();
    const begun = await gateway.post('/v1/recovery/password/links', {
      token: 'good-link-token-0001',
      client: 'native',
    });
    expect(begun.headers.getSetCookie()).toEqual([]);
    const { flowToken } = (await begun.json()) as { flowToken: string };
    const bearer = { headers: { authorization: `Bearer ${flowToken}` } };
    await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, bearer);
    const done = await gateway.post('/v1/sign-ins/current/new-password', { password: 'new and unusual words' }, bearer);
    expect(await done.json()).toMatchObject({ step: { kind: 'complete' } });
  });

  it('S9: the new password goes to identity and nowhere else', async () => {
    await start();
    const cookies = cookiesOf(await gateway.post('/v1/recovery/password/links', { token: 'good-link-token-0001' }));
    await gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies });
    await gateway.post('/v1/sign-ins/current/new-password', { password: 'canary of the night' }, { cookies });
    expect(gateway.logs.join('')).not.toMatch(/canary|good-link-token/);
    expect(JSON.stringify(gateway.mfa.calls)).not.toContain('canary');
  });

  it.each([
    ['/v1/recovery/password/links', 'used-link-token-0001', 410, 'link.spent'],
    ['/v1/recovery/password/links', 'late-link-token-0001', 410, 'link.expired'],
    ['/v1/notices', 'some-other-token-0001', 404, 'link.unknown'],
    ['/v1/notices/disavowals', 'used-link-token-0001', 410, 'link.spent'],
    ['/v1/email-changes', 'some-other-token-0001', 404, 'link.unknown'],
  ])('%s says what is wrong with a link: %s', async (path, token, status, code) => {
    await start();
    const reply = await gateway.post(path, { token });
    expect([reply.status, await reply.json()]).toMatchObject([status, { code }]);
    expect(reply.headers.getSetCookie()).toEqual([]);
  });

  it('R13: a notice is read without effect, and then disavowed', async () => {
    await start();
    const token = 'good-link-token-0001';
    const read = await gateway.post('/v1/notices', { token });
    expect(await read.json()).toMatchObject({
      kind: 'factor-added',
      effects: expect.arrayContaining(['sessions-end']),
    });
    expect(gateway.identity.callsTo('POST', '/internal/notices/disavowals')).toEqual([]);
    const done = await gateway.post('/v1/notices/disavowals', { token });
    expect([done.status, await done.json()]).toMatchObject([
      200,
      { effects: expect.arrayContaining(['password-reset']) },
    ]);
  });

  it('S21: guessing links of whatever kind shares one limit', async () => {
    await start({ LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE: '3' });
    const paths = [
      '/v1/notices',
      '/v1/notices/disavowals',
      '/v1/recovery/password/links',
      '/v1/email-changes',
      '/v1/email-verifications',
    ];
    const statuses = [];
    for (const path of paths) statuses.push((await gateway.post(path, { token: 'some-other-token-0001' })).status);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  });
});
