import { problemText } from '@postern/contracts';
import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('the language of problems', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_SIGN_INS_PER_MINUTE: '1000' });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.identity.locale = gateway.mfa.locale = 'en';
  });

  const spanish = { 'accept-language': 'es-MX,es;q=0.9' };
  const said = async (reply: Response) => {
    const { title, detail, code, errors } = (await reply.json()) as {
      title: string;
      detail: string;
      code: string;
      errors?: { message: string; reason: string; field: string }[];
    };
    return {
      title,
      detail,
      code,
      errors,
      language: reply.headers.get('content-language'),
      vary: reply.headers.get('vary'),
    };
  };

  it('is the one that the request asks for, as long as nobody is known', async () => {
    const wrong = { password: 'not the password' };
    const inSpanish = await said(await gateway.signIn(wrong, { headers: spanish }));
    expect(inSpanish).toMatchObject({
      ...problemText('sign_in.rejected', 'es'),
      language: 'es',
      vary: 'Accept-Language',
    });
    const plain = await said(await gateway.signIn(wrong));
    expect(plain).toMatchObject({ ...problemText('sign_in.rejected', 'en'), language: 'en' });
    const french = await said(await gateway.signIn(wrong, { headers: { 'accept-language': 'fr' } }));
    expect(french).toMatchObject({ language: 'en' });
  });

  it.each(['/nowhere', '/v1/session?x=1', '/v1/sign-ins'])('also where no route is reached: %s', async (path) => {
    const { code, title, language } = await said(await gateway.call(path, { headers: spanish }));
    expect([title, language]).toEqual([problemText(code as 'request.not_found', 'es').title, 'es']);
  });

  it('words the fields too, and leaves what programs go by as it is', async () => {
    const body = { identifier: '', password: 'x', admin: true };
    const english = await said(await gateway.post('/v1/sign-ins', body));
    const translated = await said(await gateway.post('/v1/sign-ins', body, { headers: spanish }));
    const reasons = (errors: typeof english.errors) => errors?.map(({ field, reason }) => `${field} ${reason}`);
    expect(reasons(translated.errors)).toEqual(reasons(english.errors));
    for (const [index, { message }] of (translated.errors ?? []).entries())
      expect(message).not.toBe(english.errors?.[index]?.message);
  });

  it("is the account's, once the flow or the session says whose it is, where the request asks for none", async () => {
    gateway.identity.locale = gateway.mfa.locale = 'es';
    const flow = cookiesOf(await gateway.signIn());
    const any = { 'accept-language': '*' };
    const answer = (code: string, headers: Record<string, string> = {}) =>
      gateway.post('/v1/sign-ins/current/answer', { code }, { cookies: flow, headers });
    expect(await said(await answer('000000'))).toMatchObject({
      ...problemText('challenge.rejected', 'es'),
      language: 'es',
    });
    const session = cookiesOf(await answer('123456'));
    gateway.identity.fresh = false;
    const stale = await gateway.call('/v1/account/phone', {
      method: 'PUT',
      body: { phone: null },
      cookies: session,
      headers: any,
    });
    gateway.identity.fresh = true;
    expect(await said(stale)).toMatchObject({ ...problemText('session.step_up_required', 'es'), language: 'es' });
  });

  it("is the page's where that speaks another one than the account", async () => {
    gateway.identity.locale = gateway.mfa.locale = 'es';
    const flow = cookiesOf(await gateway.signIn());
    const wrong = { code: '000000' };
    const headers = { 'accept-language': 'en' };
    const reply = await gateway.post('/v1/sign-ins/current/answer', wrong, { cookies: flow, headers });
    expect(await said(reply)).toMatchObject({ ...problemText('challenge.rejected', 'en'), language: 'en' });
  });

  it('changes with the account, at once', async () => {
    const cookies = await gateway.session();
    const nothing = () => gateway.call('/v1/account/sessions/x', { method: 'DELETE', cookies });
    expect(await said(await nothing())).toMatchObject({ code: 'session.not_found', language: 'en' });
    await gateway.call('/v1/account', { method: 'PATCH', body: { locale: 'es' }, cookies });
    expect(await said(await nothing())).toMatchObject({ code: 'session.not_found', language: 'es' });
  });

  it('the services are told what the request asks for', async () => {
    await gateway.signIn({}, { headers: spanish });
    expect(gateway.identity.callsTo('POST', '/internal/authentications').at(-1)?.locale).toBe('es');
    await gateway.signIn({}, { headers: { 'accept-language': 'fr' } });
    expect(gateway.identity.callsTo('POST', '/internal/authentications').at(-1)?.locale).toBeUndefined();
  });
});
