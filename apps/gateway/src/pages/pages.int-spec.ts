import { GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('the pages of the gateway', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ PUBLIC_URL: 'http://localhost:3000', INBOX_URL: 'http://replaced' });
  });
  afterAll(() => gateway.close());

  it.each(['/', '/verify-email', '/confirm-email', '/reset-password', '/not-me', '/docs', '/dev/inbox'])(
    'S16: %s works under the strict policy: no inline script or style, nothing remote, every file there',
    async (path) => {
      const page = await gateway.call(path);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i);
      expect(html).toMatch(/<html lang="en">[^]*<title>[^<]+<\/title>/);
      const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file as string);
      expect(files.length).toBeGreaterThan(2);
      for (const file of files) {
        expect(file).toMatch(/^\/(?!\/)/);
        const reply = await gateway.call(file);
        // The services behind are stand-ins without a queue: readiness is tested elsewhere.
        expect([file, reply.status]).toEqual([file, 200]);
        await reply.arrayBuffer();
      }
    },
  );

  it('files may be kept by caches, and are not sent again when unchanged', async () => {
    const file = await gateway.call('/assets/style.css');
    expect(file.headers.get('content-type')).toContain('text/css');
    expect(file.headers.get('cache-control')).toBe('public, max-age=3600');
    const again = await gateway.raw('/assets/style.css', {
      headers: { 'if-none-match': file.headers.get('etag') as string },
    });
    expect(again.status).toBe(304);
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

  it('every module of a page is there', async () => {
    for (const page of ['verify-email', 'confirm-email', 'reset-password', 'not-me']) {
      const script = await (await gateway.call(`/assets/${page}.js`)).text();
      const modules = [...script.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, file]) => file as string);
      expect(modules).toContain('page.js');
      for (const file of modules) expect((await gateway.call(`/assets/${file}`)).status).toBe(200);
    }
  });

  it('the start page names applications that are there to try, in the demo only', async () => {
    const home = await (await gateway.call('/')).text();
    expect(home).toMatch(/Parcel Desk[^]*Mail Watch[^]*Onboarding/);
    const plain = await GatewayUnderTest.start();
    expect(await (await plain.call('/')).text()).not.toContain('Parcel Desk');
    await plain.close();
  });
});
