import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('what the gateway delivers to browsers', () => {
  let gateway: GatewayUnderTest;
  let script: string;
  let style: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    const html = await (await gateway.call('/sign-in')).text();
    script = /src="([^"]+\.js)"/.exec(html)?.[1] as string;
    style = /href="([^"]+\.css)"/.exec(html)?.[1] as string;
  });
  afterAll(() => gateway.close());

  it('S16: has the headers that protect it, on pages, files and whatever does not exist', async () => {
    for (const path of ['/', '/sign-in', '/docs', '/nowhere', '/client/nothing.js', script, style]) {
      const { headers } = await gateway.raw(path, { headers: browser });
      expect([path, headers]).toEqual([
        path,
        expect.objectContaining({
          'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
          'strict-transport-security': expect.stringContaining('max-age='),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        }),
      ]);
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
  });

  it('is two files for the first page, besides its icon', async () => {
    const html = await (await gateway.call('/sign-in')).text();
    expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file?.replace(/-[\w-]{8}\./, '.'))).toEqual([
      '/client/icon.svg',
      expect.stringMatching(/^\/client\/\w+\.js$/),
      expect.stringMatching(/^\/client\/\w+\.css$/),
    ]);
    // With the headers it fits into the first packets of a connection (RFC 6928), whatever is in it for the start page.
    expect(html.length).toBeLessThan(4_000);
  });

  it('HEAD says what GET says', async () => {
    for (const path of ['/sign-in', '/nowhere', script]) {
      const headers = { ...browser, 'accept-encoding': 'br' };
      const [whole, head] = [
        await gateway.raw(path, { headers }),
        await gateway.raw(path, { method: 'HEAD', headers }),
      ];
      const told = ['content-type', 'content-length', 'content-encoding', 'cache-control', 'etag'] as const;
      expect([path, head.status, ...told.map((name) => head.headers[name])]).toEqual([
        path,
        whole.status,
        ...told.map((name) => whole.headers[name]),
      ]);
      expect(head.text).toBe('');
    }
  });

  it('files that are known already are not sent again, and never in parts', async () => {
    const plain = { 'accept-encoding': 'identity' };
    const whole = await gateway.raw(style, { headers: plain });
    const known = { ...plain, 'if-none-match': whole.headers['etag'] as string };
    expect(await gateway.raw(style, { headers: known })).toMatchObject({ status: 304, text: '' });
    for (const range of ['bytes=0-9', 'bytes=99999999-', 'bytes=9-0', 'lines=1', 'bytes=0-1,3-4,6-7'])
      expect(await gateway.raw(style, { headers: { ...plain, range } })).toMatchObject({
        status: 200,
        text: whole.text,
      });
  });

  it('conditions that do not hold are the caller’s mistake, not ours', async () => {
    const conditions: Record<string, string>[] = [
      { 'if-match': '"another"' },
      { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    ];
    for (const headers of conditions) expect((await gateway.raw(style, { headers })).status).toBe(400);
  });

  it.each([
    '/index.html',
    '/.vite/manifest.json',
    '/client/..%2findex.html',
    '/client/%2e%2e%2f%2e%2e%2fpackage.json',
    '/client/..%5cindex.html',
    '/client/....//index.html',
    '/client//etc/passwd',
    '/assets/..%2f..%2fmain.js',
    '/client/%00',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/sign-in%00',
    '/sign-in%2f',
    '//sign-in',
    '/Sign-In',
    '/account/%2e%2e/sign-in',
    '/account/security/nowhere',
  ])('S23: %s is no file and no page', async (path) => {
    const { status, text } = await gateway.raw(path, { headers: browser });
    expect([400, 404]).toContain(status);
    expect(text).not.toMatch(/root:|"name"|manifest|import /);
  });

  it('S23: neither are the compressed copies, under their own names', async () => {
    for (const ending of ['br', 'gz']) expect((await gateway.raw(`${script}.${ending}`)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('takes no %s', async (method) => {
    for (const path of ['/sign-in', script, '/nowhere']) {
      const { status } = await gateway.raw(path, { method, headers: browser });
      expect([404, 405]).toContain(status);
    }
  });
});
