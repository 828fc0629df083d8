import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplicationView } from '@postern/contracts';
import { installation, type Installation } from '../testing/installation.js';
import { postern } from '../testing/postern.js';

describe('postern app', () => {
  let postern_: Installation;
  let folder: string;

  beforeAll(async () => {
    postern_ = await installation();
    folder = mkdtempSync(join(tmpdir(), 'postern-app-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await postern_.drop();
  });

  const app = (...args: string[]) => postern_.run(['app', ...args]);
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const shown = async (slug: string) => JSON.parse((await app('show', slug, '--json')).out) as ApplicationView;
  const minimal = ['--name', 'Parcel Desk', '--support-contact', 'help@example.org'];

  it('creates, lists, shows, updates and removes', async () => {
    const created = await app(
      'create',
      'parcel-desk',
      ...minimal,
      ...['--tagline', 'Labels in a minute', '--factors', 'sms, totp', '--remember-device-days', '14'],
      ...['--required-from', '2025-06-01T00:00:00Z', '--max-postponements', '3', '--passkey-sign-in', 'off'],
      ...['--mfa', 'required', '--deadline', '2027-01-01T00:00:00Z', '--least-aal', 'aal2'],
      ...['--terms-version', '2', '--terms-title', 'Terms of use', '--terms-file', file('terms.txt', 'Be kind.\n')],
      ...['--redirect-target', 'https://parcels.example.org/in', 'http://localhost:4000/in'],
      ...['--from-file', file('look.json', '{"branding":{"colors":{"primary":"#1a7f5a"}},"tagline":"Not this"}')],
      '--json',
    );
    expect(created).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(created.out)).toMatchObject({
      slug: 'parcel-desk',
      name: 'Parcel Desk',
      tagline: 'Labels in a minute',
      allowedFactors: ['sms', 'totp'],
      rememberDeviceDays: 14,
      enrollment: {
        mfa: 'required',
        requiredFrom: '2025-06-01T00:00:00Z',
        deadline: '2027-01-01T00:00:00Z',
        maxPostponements: 3,
        leastAal: 'aal2',
      },
      passkeySignIn: false,
      terms: { version: '2', title: 'Terms of use', text: 'Be kind.\n' },
      branding: { colors: { primary: '#1a7f5a' } },
      redirectTargets: ['https://parcels.example.org/in', 'http://localhost:4000/in'],
    });
    expect(await shown('parcel-desk')).toEqual(JSON.parse(created.out));

    const list = await app('list');
    expect(list.out).toContain('parcel-desk');
    expect(list.out).toContain('14 days');

    const before = await shown('parcel-desk');
    const updated = await app(
      'update',
      'parcel-desk',
      '--name',
      'Parcels',
      '--terms-version',
      '3',
      '--max-postponements',
      'none',
      ...['--mfa', 'offered'],
    );
    expect(updated).toMatchObject({ code: 0, err: '' });
    expect(updated.out).toContain('Parcels');
    const after = await shown('parcel-desk');
    expect({ ...after, updatedAt: '' }).toEqual({
      ...before,
      name: 'Parcels',
      terms: { ...before.terms, version: '3' },
      enrollment: { ...before.enrollment, mfa: 'offered', maxPostponements: null },
      updatedAt: '',
    });
    await app('update', 'parcel-desk', '--no-terms');
    expect((await shown('parcel-desk')).terms).toBeNull();

    expect(await app('remove', 'parcel-desk')).toEqual({ code: 0, out: 'Removed parcel-desk.\n', err: '' });
    expect((await app('list')).out).toContain('There are no applications.');
    const kinds = await postern_.sql<{ kind: string }>(`select kind from identity.audit order by at`);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'application.created',
      'application.changed',
      'application.changed',
      'application.removed',
    ]);
  }, 60_000);

  it('refuses what is there or not there, and changes nothing', async () => {
    await app('create', 'mail-watch', ...minimal);
    const before = await shown('mail-watch');
    const again = await app('create', 'mail-watch', '--name', 'Other', '--support-contact', 'x@example.org');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('There is an application mail-watch already.');
    expect(await shown('mail-watch')).toEqual(before);
  });

  it.each([['show'], ['remove'], ['update', '--name', 'X']])(
    'says that there is no such application: %s',
    async (...command) => {
      const [verb = '', ...flags] = command;
      const { code, out, err } = await app(verb, 'nobody', ...flags);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('There is no application nobody.');
    },
  );

  it('does not let words change under a version that people agreed to', async () => {
    const terms = (text: string) => [
      '--terms-version',
      '1',
      '--terms-title',
      'Terms',
      '--terms-file',
      file('t.txt', text),
    ];
    await app('create', 'onboarding', ...minimal, ...terms('One.'));
    const { code, err } = await app('update', 'onboarding', ...terms('Two.'));
    expect(code).toBe(1);
    expect(err).toContain('new --terms-version');
    expect((await shown('onboarding')).terms?.text).toBe('One.');
  });

  it.each([
    [['x', ...minimal, '--redirect-target', 'http://evil.example.org/'], '--redirect-target 0: Use a https:// address'],
    [['x', ...minimal, '--passkey-sign-in', 'maybe'], '--passkey-sign-in must be on or off.'],
    [['x', ...minimal, '--frobnicate'], "unknown option '--frobnicate'"],
    [['x', 'y', ...minimal], 'too many arguments'],
    [[], "missing required argument 'slug'"],
  ])('names what is wrong with %j', async (args, words) => {
    const outcome = await app('create', ...args);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain(words);
  });

  it.each([
    ['{"branding":{"colors":{"primary":"red"}}}', 'branding.colors.primary: Use a color such as #1a7f5a.'],
    ['{"brandings":{}}', 'brandings: This field is not known here.'],
    ['{"name": "hunter2', 'does not hold a JSON object'],
  ])('names what is wrong with the file %s', async (content, words) => {
    const outcome = await app('create', 'x', ...minimal, '--from-file', file('bad.json', content));
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain(words);
    expect(outcome.err).not.toContain('hunter2');
  });

  it('says which file is not there', async () => {
    const { code, err } = await app('create', 'x', ...minimal, '--terms-file', '/none/terms.txt');
    expect({ code, err }).toEqual({ code: 1, err: '/none/terms.txt cannot be read: there is no such file.\n' });
  });

  it('says what the environment lacks, and asks for nothing that it does not need', async () => {
    const { code, err } = await postern(['app', 'list']);
    expect(code).toBe(2);
    expect(err).toContain('DATABASE_URL is missing');
    expect(err).not.toMatch(/QUEUE_URL|AUDIT_KEYS/);
  });
});
