import type { InboxMessage } from '@postern/contracts';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const message: InboxMessage = {
  id: '3c1f5d0a-94e0-4c39-8a67-5d6a53f0b4c2',
  channel: 'email',
  to: 'robin@example.org',
  template: 'temporary-passcode',
  subject: 'Temporary Passcode',
  text: 'Your passcode is 042917.',
  html: '<!doctype html><html><head><style>p{color:red}</style></head><body><script>alert(1)</script><p>042917</p></body></html>',
  sentAt: '2026-11-21T09:30:00.000Z',
};
const sms: InboxMessage = {
  id: '7a8f2f43-6c3a-4d0e-8b8e-0c1c3d1e9b77',
  channel: 'sms',
  to: '+12025550131',
  template: 'temporary-passcode',
  text: '042917 is your passcode.',
  sentAt: '2026-11-21T09:31:00.000Z',
};

const local = { PUBLIC_URL: 'http://localhost:3000', INBOX_URL: 'http://replaced' };

describe('the inbox of the embedded mode', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ ...local, DEMO_USERNAMES: 'demo-2024,<b>x' }, { inbox: [sms, message] });
  });
  afterAll(() => gateway.close());

  const pages = ['/dev/inbox', '/dev/inbox/messages', `/dev/inbox/messages/${message.id}/html`];

  it('lists what was sent, to everybody or to one address', async () => {
    expect(await (await gateway.call('/dev/inbox/messages')).json()).toEqual([sms, message]);
    const some = await gateway.call('/dev/inbox/messages?to=robin%40example.org');
    expect(some.headers.get('cache-control')).toBe('no-store');
    expect(await some.json()).toEqual([message]);
    expect((await gateway.call('/dev/inbox/messages?to=')).status).toBe(400);
  });

  it('has a page that frames nothing but its own', async () => {
    const page = await gateway.call('/dev/inbox');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('S16: an e-mail may not run scripts, load anything or be framed elsewhere', async () => {
    const html = await gateway.call(pages[2]!);
    const policy = html.headers.get('content-security-policy');
    expect(policy).toBe(
      "default-src 'none';style-src 'unsafe-inline';img-src data:;base-uri 'none';form-action 'none';frame-ancestors 'self';sandbox allow-popups allow-popups-to-escape-sandbox",
    );
    expect(html.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(await html.text()).toContain('<base target="_blank">');
  });

  it.each(['not-an-id', '5e0c2b53-7f5a-4a52-8d43-1f5b6e8a9c20', sms.id])('%s has no HTML', async (id) => {
    const reply = await gateway.call(`/dev/inbox/messages/${id}/html`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toContain('problem+json');
  });

  it.each([
    ['a name that was pointed at this machine (DNS rebinding)', { host: 'evil.example' }],
    ['an address of this machine in its network', { host: '192.168.0.7:3000' }],
    ['a proxy on this machine', { host: 'localhost', 'x-forwarded-for': '198.51.100.1' }],
    ['a proxy that speaks for this machine', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
    ['a proxy with the standard header', { host: 'localhost', forwarded: 'for=198.51.100.1' }],
  ])('S17/S21: does not exist for %s', async (_, headers) => {
    for (const path of pages) expect((await gateway.raw(path, { headers })).status).toBe(404);
  });

  it('the pages know the demo accounts and applications, as text', async () => {
    const home = await (await gateway.call('/')).text();
    const [, content = ''] = /<meta name="postern-demo" content="([^"]*)"/.exec(home) ?? [];
    const read = content.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(JSON.parse(read)).toEqual({
      usernames: ['demo-2024', '<b>x'],
      applications: ['parcel-desk', 'mail-watch', 'onboarding'],
    });
    expect(home).not.toContain('<b>x');
  });
});

describe('without the embedded mode', () => {
  it('there is no inbox, and no page knows of a demo', async () => {
    const gateway = await GatewayUnderTest.start({ DEMO_USERNAMES: 'demo-2024' });
    for (const path of ['/dev/inbox', '/dev/inbox/messages', `/dev/inbox/messages/${message.id}/html`]) {
      expect((await gateway.call(path)).status).toBe(404);
    }
    expect(await (await gateway.call('/')).text()).not.toMatch(/demo/);
    await gateway.close();
  });
});
