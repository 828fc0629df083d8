import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('terms between the last factor and the session (R14)', () => {
  let gateway: GatewayUnderTest;
  let flow: string;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    gateway.identity.terms = 'v1';
    flow = cookiesOf(await gateway.signIn());
  });
  afterEach(() => gateway.close());

  const answer = () => gateway.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies: flow });
  const decide = (decision: object) => gateway.post('/v1/sign-ins/current/terms', decision, { cookies: flow });

  it('are shown instead of the end, without a session, again and again', async () => {
    for (const reply of [await answer(), await gateway.call('/v1/sign-ins/current', { cookies: flow })]) {
      const shown = (await reply.json()) as object;
      expect(shown).toMatchObject({ step: { kind: 'accept-terms', version: 'v1' } });
      expect(shown).not.toHaveProperty('session');
      expect(reply.headers.getSetCookie()).toEqual([]);
      expect(JSON.stringify(shown)).not.toContain('assurance-');
    }
    expect(gateway.identity.sessions.size).toBe(0);
  });

  it('whoever agrees is signed in, once, of parallel tries', async () => {
    await answer();
    const replies = await Promise.all(Array.from({ length: 10 }, () => decide({ accepted: true, version: 'v1' })));
    expect(replies.filter((reply) => cookiesOf(reply).includes('postern_session'))).toHaveLength(1);
    expect(gateway.identity.sessions.size).toBe(1);
  });

  it('whoever agrees to an older version is asked for the one in force', async () => {
    await answer();
    gateway.identity.terms = 'v2';
    const reply = await decide({ accepted: true, version: 'v1' });
    expect(await reply.json()).toMatchObject({ step: { kind: 'accept-terms', version: 'v2' } });
    expect(gateway.identity.sessions.size).toBe(0);
  });

  it('whoever does not agree is not signed in, and the sign-in is over', async () => {
    await answer();
    const reply = await decide({ accepted: false });
    expect([reply.status, await reply.json()]).toMatchObject([403, { code: 'terms.declined' }]);
    expect(reply.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-postern_flow=; .*1970/)]);
    expect(gateway.mfa.flows.size).toBe(0);
    expect((await decide({ accepted: true, version: 'v1' })).status).toBe(401);
    expect(gateway.identity.sessions.size).toBe(0);
  });

  it('S22: nobody decides before the last factor is shown', async () => {
    const early = await decide({ accepted: true, version: 'v1' });
    expect([early.status, await early.json()]).toMatchObject([409, { code: 'flow.step_out_of_order' }]);
    expect(gateway.identity.callsTo('POST', '/internal/sessions')).toEqual([]);
  });
});
