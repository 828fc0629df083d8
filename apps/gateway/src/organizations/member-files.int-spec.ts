import { memberImportLimits } from '@postern/contracts';
import { importExamples, organizationExamples } from '../api-reference/organization-examples.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const { id } = organizationExamples.organization['acme logistics'];
const imports = `/v1/organizations/${id}/member-imports`;
const csv = { 'content-type': 'text/csv; charset=utf-8' };

describe('files with members', () => {
  let gateway: GatewayUnderTest;
  let cookies: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({ LIMIT_SIGN_INS_PER_MINUTE: '1000' });
    cookies = await gateway.session();
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.identity.acting.clear();
    gateway.identity.acting.set(id, 'administrator');
    gateway.identity.received = 0;
    gateway.identity.fresh = true;
    gateway.identity.importErrors = 1;
  });

  const send = (body: string | ReadableStream, path = imports, headers: Record<string, string> = csv) =>
    fetch(`${gateway.url}${path}`, { method: 'POST', body, headers: { cookie: cookies, ...headers }, duplex: 'half' });
  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
  const rows = (bytes: number) => `${importExamples.file}${'x'.repeat(bytes - importExamples.file.length)}`;
  /** Without a length said beforehand. */
  const endless = (bytes: number) => {
    let left = bytes;
    const chunk = new TextEncoder().encode(`username,${'x'.repeat(65_527)}`);
    return new ReadableStream({
      pull(stream) {
        if (left <= 0) return stream.close();
        left -= chunk.length;
        stream.enqueue(chunk);
      },
    });
  };

  it('are passed on to identity as they come, up to 16 MiB', async () => {
    const small = await send(importExamples.file, `${imports}?dryRun=true`);
    expect([small.status, await small.json()]).toMatchObject([202, { dryRun: true, state: 'processing' }]);
    gateway.identity.received = 0;
    const largest = await send(rows(memberImportLimits.bytes));
    expect([largest.status, await largest.json()]).toMatchObject([202, { dryRun: false }]);
    expect(gateway.identity.received).toBe(memberImportLimits.bytes);
  });

  it('S23: are refused above that, whether or not they say how long they are', async () => {
    for (const body of [rows(memberImportLimits.bytes + 1), endless(memberImportLimits.bytes + 200_000)]) {
      const reply = await send(body);
      expect([reply.status, await codeOf(reply)]).toEqual([413, 'import.too_large']);
    }
  });

  it('S23: one that never ends does not keep us for ever', async () => {
    const reply = await send(endless(Number.POSITIVE_INFINITY)).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(reply);
  });

  it('S22: are not passed on for whoever may not, who is told the same as without a file', async () => {
    gateway.identity.acting.clear();
    const stranger = await send(rows(1_000_000));
    expect([stranger.status, await codeOf(stranger)]).toEqual([404, 'organization.not_found']);
    gateway.identity.acting.set(id, 'administrator');
    gateway.identity.fresh = false;
    const stale = await send(rows(8_000_000));
    expect([stale.status, await codeOf(stale)]).toEqual([401, 'session.step_up_required']);
    expect(gateway.identity.received).toBe(0);
  });

  it('S23: are taken as CSV and at this address only; everywhere else 64 KiB of JSON stay the most', async () => {
    for (const path of ['/v1/sign-ins', '/v1/invitations', `/v1/organizations/${id}/invitations`]) {
      const reply = await send(importExamples.file, path);
      expect([path, reply.status, await codeOf(reply)]).toEqual([path, 415, 'request.unsupported_media_type']);
    }
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const reply = await send('{}', imports, { 'content-type': type });
      expect([type, reply.status]).toEqual([type, 415]);
    }
    const json = await send(`{"x":"${'x'.repeat(70_000)}"}`, imports, { 'content-type': 'application/json' });
    expect(json.status).toBe(413);
    expect(gateway.identity.received).toBe(0);
  });

  it('what identity makes of it is told', async () => {
    const reply = await send('%PDF-1.7');
    expect([reply.status, await codeOf(reply)]).toEqual([422, 'import.unreadable']);
    expect((await send(importExamples.file, `${imports}?dryRun=maybe`)).status).toBe(400);
  });

  it('the report has every row of every page, as a file that spreadsheets take for nothing else', async () => {
    gateway.identity.importErrors = 250;
    const reply = await gateway.call(`${imports}/${gateway.identity.memberImport.id}/report.csv`, { cookies });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="member-import.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const lines = (await reply.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(251);
    expect(lines[0]).toContain('row,username,field,reason,message');
    expect(lines[250]).toContain('251,kim park,username,username-signs,"Use letters');
  });

  it('S26: what somebody typed is text in the report, and no formula', async () => {
    gateway.identity.importUsername = '=HYPERLINK("https://evil.example","x")';
    const reply = await gateway.call(`${imports}/${gateway.identity.memberImport.id}/report.csv`, { cookies });
    gateway.identity.importUsername = 'kim park';
    expect(await reply.text()).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
  });

  it('who has which methods can be kept as a file', async () => {
    const path = `/v1/organizations/${id}/mfa-adoption/members.csv`;
    const reply = await gateway.call(path, { cookies });
    expect([reply.status, reply.headers.get('content-disposition'), await reply.text()]).toEqual([
      200,
      'attachment; filename="mfa-adoption.csv"',
      mfaExamples.adoptionFile,
    ]);
    const before = gateway.mfa.calls.length;
    const head = await gateway.raw(path, { method: 'HEAD', headers: { cookie: cookies } });
    expect([head.status, head.headers['content-type'], head.text]).toEqual([200, 'text/csv; charset=utf-8', '']);
    expect(gateway.mfa.calls).toHaveLength(before);
  });

  it('a report that is not there is a problem, and no file', async () => {
    const reply = await gateway.call(`${imports}/x/report.csv`, { cookies });
    expect([reply.status, await codeOf(reply), reply.headers.get('content-disposition')]).toEqual([
      404,
      'import.not_found',
      null,
    ]);
  });
});
