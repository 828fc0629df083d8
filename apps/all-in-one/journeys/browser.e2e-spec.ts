import type { FlowView, SessionView } from '@postern/contracts';
import { Browser, codeIn, Inbox, linkTokenIn, Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('A browser, held by cookies', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const signIn = async (browser: Browser, person: Person) => {
    const { username: identifier, password } = person;
    return browser.send<FlowView>('POST', '/v1/sign-ins', { identifier, password });
  };
  const enrolled = async () => {
    const person = await postern.newcomer();
    const browser = new Browser(postern.url);
    const inbox = new Inbox(postern.client);
    await signIn(browser, person);
    await browser.send('POST', '/v1/sign-ins/current/email', {});
    const token = linkTokenIn(await inbox.next(person.email, 'verify-email'));
    await browser.send('POST', '/v1/email-verifications', { token });
    await browser.send('POST', '/v1/sign-ins/current/factors', { kind: 'email' });
    const code = codeIn(await inbox.next(person.email, 'temporary-passcode'));
    const done = await browser.send<FlowView>('POST', '/v1/sign-ins/current/answer', { code });
    return { person, browser, done };
  };

  it('goes through the flow and ends with a session that no script can read (S16)', async () => {
    const { browser, done, person } = await enrolled();
    expect(done.body).toMatchObject({
      step: { kind: 'complete' },
      session: { account: { username: person.username } },
    });
    expect(JSON.stringify(done.body)).not.toMatch(/"token"|flowToken/);
    expect([...browser.cookies.keys()]).toEqual(['postern_session']);
    for (const line of browser.setCookies)
      expect(line).toMatch(/; HttpOnly.*; SameSite=Lax|; SameSite=Lax.*; HttpOnly/);
    expect((await browser.send<SessionView>('GET', '/v1/session')).body.account.username).toBe(person.username);
  });

  it('is not moved by another site: sign-in, every step, and sign-out are refused (S16)', async () => {
    const { browser, person } = await enrolled();
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const calls: [string, string, object?][] = [
      ['POST', '/v1/sign-ins', { identifier: person.username, password: person.password }],
      ['POST', '/v1/sign-ins/current/resend', {}],
      ['POST', '/v1/accounts', {}],
      ['DELETE', '/v1/sign-ins/current'],
      ['DELETE', '/v1/session'],
    ];
    for (const [method, path, body] of calls) {
      expect(await browser.send(method, path, body, evil)).toMatchObject({
        status: 403,
        body: { code: 'request.forbidden_origin' },
      });
    }
    expect((await browser.send('GET', '/v1/session')).status).toBe(200);
  });

  it('signs out: the cookie is gone, and so is the session for whoever copied it', async () => {
    const { browser } = await enrolled();
    const copied = browser.cookies.get('postern_session') as string;
    expect((await browser.send('DELETE', '/v1/session')).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect((await browser.send('GET', '/v1/session', undefined, { cookie: `postern_session=${copied}` })).status).toBe(
      401,
    );
  });

  it('does not adopt a session that somebody planted (S15)', async () => {
    const person = await postern.newcomer();
    const browser = new Browser(postern.url);
    browser.cookies.set('postern_session', 'A'.repeat(43));
    await signIn(browser, person);
    expect((await browser.send('GET', '/v1/session')).status).toBe(401);
  });
});
