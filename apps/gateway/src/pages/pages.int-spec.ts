import { randomUUID } from 'node:crypto';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';
import { clientPages } from './web-client.js';

describe('the pages of the gateway', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ PUBLIC_URL: 'http://localhost:3000', INBOX_URL: 'http://replaced' });
  });
  afterAll(() => gateway.close());

  const filesIn = (html: string): string[] =>
    [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);

  const somePages = clientPages.map((page) => page.replace(/:\w+/g, () => randomUUID()));

  it.each([...somePages, '/docs', '/dev/inbox'])(
    'S16: %s works under the strict policy: no inline script or style, nothing remote, every file there',
    async (path) => {
      const page = await gateway.call(path);
      expect(page.status).toBe(200);
      // So no browser keeps it for "back" either, where it would show an account whose session is over.
      expect(page.headers.get('cache-control')).toBe('no-store');
      const html = await page.text();
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i);
      expect(html).toMatch(/<html lang="en">[^]*<title>[^<]+<\/title>/);
      expect(filesIn(html).length).toBeGreaterThan(2);
      for (const file of filesIn(html)) {
        expect(file).toMatch(/^\/(?!\/)/);
        const reply = await gateway.call(file);
        // The services behind are stand-ins without a queue: readiness is tested elsewhere.
        expect([file, reply.status]).toEqual([file, 200]);
        await reply.arrayBuffer();
      }
    },
  );

  describe('the files of the web client', () => {
    let script: string;

    beforeAll(async () => {
      const html = await (await gateway.call('/sign-in')).text();
      script = filesIn(html).find((file) => file.endsWith('.js')) as string;
    });

    it('are kept by caches for good: another content has another name', async () => {
      expect(script).toMatch(/^\/client\/[\w-]+-[\w-]{8}\.js$/);
      const reply = await gateway.call(script);
      expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(reply.headers.get('content-type')).toContain('javascript');
      await reply.arrayBuffer();
    });

    it.each([
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
    ])('come compressed where the browser takes it: %s', async (accepted, encoding) => {
      const reply = await gateway.raw(script, { headers: { 'accept-encoding': accepted } });
      expect(reply.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      const plain = await gateway.raw(script, { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(Number(reply.headers['content-length'])).toBeLessThan(plain.text.length / 2);
    });

    it('are what they are without it too', async () => {
      const compressed = await fetch(`${gateway.url}${script}`, { headers: { 'accept-encoding': 'br' } });
      const plain = await gateway.raw(script, { headers: { 'accept-encoding': 'identity' } });
      expect(await compressed.text()).toBe(plain.text);
    });

    it.each(['/client/', '/client/../index.html', '/client/%2e%2e/.vite/manifest.json', '/client/nothing.js'])(
      'S23: %s is none of them',
      async (path) => {
        const reply = await gateway.raw(path, { headers: { accept: 'text/html' } });
        expect([400, 404]).toContain(reply.status);
        expect(reply.headers['content-type']).toContain('application/problem+json');
      },
    );
  });

  it('files of the reference may be kept for a while, and are not sent again when unchanged', async () => {
    const file = await gateway.call('/assets/reference.css');
    expect(file.headers.get('content-type')).toContain('text/css');
    expect(file.headers.get('cache-control')).toBe('public, max-age=3600');
    const again = await gateway.raw('/assets/reference.css', {
      headers: { 'if-none-match': file.headers.get('etag') as string },
    });
    expect(again.status).toBe(304);
  });

  describe('an address that does not exist', () => {
    it.each([
      '/nowhere',
      '/account/nowhere',
      '/sign-in/',
      '/organizations/nowhere',
      '/organizations/0d9f3e2a-4a51-4a0f-8a57-6e6b8f0f7c11/nowhere',
      '/organizations/0d9f3e2a-4a51-4a0f-8a57-6e6b8f0f7c11/members/mallory',
    ])('%s is a page for people', async (path) => {
      const reply = await gateway.raw(path, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
      expect(reply.status).toBe(404);
      expect(reply.headers['content-type']).toContain('text/html');
      expect(reply.text).toContain('<div id="root">');
    });

    it.each([
      ['/nowhere', 'application/json'],
      ['/nowhere', '*/*'],
      ['/v1/nowhere', 'text/html'],
      ['/V1/nowhere', 'text/html'],
      ['/assets/nowhere.js', 'text/html'],
      ['/dev/nowhere', 'text/html'],
    ])('%s is a problem for whoever accepts %s', async (path, accept) => {
      const reply = await gateway.raw(path, { headers: { accept } });
      expect(reply.status).toBe(404);
      expect(JSON.parse(reply.text)).toMatchObject({ code: 'request.not_found' });
    });

    it('takes nothing that changes something', async () => {
      const reply = await gateway.raw('/nowhere', { method: 'POST', headers: { accept: 'text/html' } });
      expect([reply.status, reply.headers['content-type']]).toEqual([
        404,
        expect.stringContaining('application/problem+json'),
      ]);
    });
  });

  it.each([
    ['/verify-email', '/v1/email-verifications'],
    ['/confirm-email', '/v1/email-changes'],
    ['/reset-password', '/v1/recovery/password/links'],
    ['/not-me', '/v1/notices/disavowals'],
  ])('R3: opening %s consumes nothing, with GET or HEAD', async (page, path) => {
    const before = gateway.mfa.changes.length + gateway.identity.changes.length;
    for (const method of ['GET', 'HEAD']) {
      expect((await gateway.call(`${page}?token=good-link-token-0001`, { method })).status).toBe(200);
    }
    expect((await gateway.call(`${path}?token=good-link-token-0001`)).status).toBe(405);
    expect(gateway.mfa.changes.length + gateway.identity.changes.length).toBe(before);
  });
});
