import { linkTokenIn } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The link that verifies an e-mail address', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const waiting = async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.act('POST', '/email', {});
    const mail = await ann.receive(ann.email, 'verify-email');
    return { ann, mail, token: linkTokenIn(mail) };
  };
  const open = (token: string) =>
    postern.client.send<{ code?: string; email?: string }>('POST', '/v1/email-verifications', { token });

  it('continues the sign-in that waits elsewhere, over server-sent events', async () => {
    const { ann, token } = await waiting();
    const events = await fetch(`${postern.url}/v1/sign-ins/current/events`, {
      headers: { authorization: `Bearer ${ann.flowToken}` },
    });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const reader = (events.body as ReadableStream<Uint8Array>).getReader();
    await open(token);
    let seen = '';
    while (!seen.includes('enroll-factor')) {
      const { value, done } = await reader.read();
      if (done) break;
      seen += new TextDecoder().decode(value);
    }
    await reader.cancel();
    expect(seen).toContain('"kind":"enroll-factor"');
  });

  it('continues it for those who poll', async () => {
    const { ann, token } = await waiting();
    expect((await ann.act('GET')).kind).toBe('await-email');
    expect(await open(token)).toMatchObject({ status: 200, body: { email: ann.email } });
    expect((await ann.act('GET')).kind).toBe('enroll-factor');
  });

  it('is built from the public address, never from the Host header, and keeps its secret in the fragment (S17)', async () => {
    const { mail } = await waiting();
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/verify-email#token=/);
    expect(mail.text).not.toMatch(/\?token=/);
  });

  it('is not consumed when a mail scanner opens it, with GET or HEAD, page and API alike (R3)', async () => {
    const { ann, token } = await waiting();
    for (const path of [
      '/verify-email',
      `/v1/email-verifications/${token}`,
      `/v1/email-verifications?token=${token}`,
    ]) {
      await fetch(`${postern.url}${path}`);
      await fetch(`${postern.url}${path}`, { method: 'HEAD' });
    }
    expect((await ann.act('GET')).kind).toBe('await-email');
    expect((await open(token)).status).toBe(200);
  });

  it('works once: then it says that it was used', async () => {
    const { token } = await waiting();
    expect((await open(token)).status).toBe(200);
    expect(await open(token)).toMatchObject({ status: 410, body: { code: 'email_verification.spent' } });
  });

  it('works once when twenty open it at the same moment', async () => {
    const { token } = await waiting();
    const replies = await Promise.all(Array.from({ length: 20 }, () => open(token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.code === 'email_verification.spent')).toHaveLength(19);
  });

  it('cannot be guessed or altered', async () => {
    const { ann, token } = await waiting();
    const altered = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await open(altered)).toMatchObject({ status: 404, body: { code: 'email_verification.unknown' } });
    expect(await open('A'.repeat(64))).toMatchObject({ status: 404, body: { code: 'email_verification.unknown' } });
    expect((await ann.act('GET')).kind).toBe('await-email');
  });

  it('may go to another address while it waits; the resend obeys the cool-down', async () => {
    const { ann } = await waiting();
    expect(await ann.attempt('POST', '/email/resend')).toMatchObject({
      status: 429,
      body: { code: 'challenge.resend_too_soon' },
    });
    const other = `other-${ann.email}`;
    await ann.act('POST', '/email', { address: other });
    expect(ann.step('await-email').email).toMatch(/^o\*{5}.@example\.org$/);
    await open(linkTokenIn(await ann.receive(other, 'verify-email')));
    expect((await ann.act('GET')).kind).toBe('enroll-factor');
  });
});
