import type { AdministeredAccount } from '@postern/contracts';
import { createApplication, findAccount, proveAgain, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const accounts = '/v1/admin/accounts';

describe('Operators (R19)', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  afterAll(() => postern.stop());

  const idOf = async ({ username }: Person) => (await findAccount(operator, username))?.id;
  const calls = (id: string | undefined): [string, string, unknown?][] => [
    ['GET', '/v1/admin/applications'],
    ['POST', '/v1/admin/applications', { slug: 'mine', name: 'Mine', supportContact: 'x@example.org' }],
    ['GET', '/v1/admin/applications/kept'],
    ['PUT', '/v1/admin/applications/kept', { name: 'Taken', supportContact: 'x@example.org' }],
    ['DELETE', '/v1/admin/applications/kept'],
    ['GET', `${accounts}?identifier=demo`],
    ['GET', `${accounts}/${id}`],
    ['POST', `${accounts}/${id}/disablement`, {}],
    ['DELETE', `${accounts}/${id}/disablement`],
    ['DELETE', `${accounts}/${id}/sessions`],
    ['POST', `${accounts}/${id}/factor-reset`, {}],
    ['DELETE', `${accounts}/${id}/factor-reset`],
  ];

  it('manage applications: create, list, show, change, remove', async () => {
    await createApplication(operator, { slug: 'desk', name: 'Desk', redirectTargets: ['https://desk.example.org/in'] });
    expect(
      await operator.tryCall('POST', '/v1/admin/applications', { slug: 'desk', name: 'D', supportContact: 'x' }),
    ).toMatchObject({ status: 409, body: { code: 'application.slug_taken' } });
    await operator.call('PUT', '/v1/admin/applications/desk', {
      name: 'Front Desk',
      supportContact: 'help@example.org',
    });
    expect(await operator.call('GET', '/v1/admin/applications/desk')).toMatchObject({
      name: 'Front Desk',
      redirectTargets: [],
    });
    const { applications } = await operator.call<{ applications: { slug: string }[] }>('GET', '/v1/admin/applications');
    expect(applications.map(({ slug }) => slug)).toContain('desk');
    await operator.call('DELETE', '/v1/admin/applications/desk');
    expect(await operator.tryCall('GET', '/v1/admin/applications/desk')).toMatchObject({
      status: 404,
      body: { code: 'application.not_found' },
    });
  });

  it.each([
    'javascript:alert(1)',
    'http://desk.example.org/in',
    'https://a@desk.example.org/',
    'https://desk.example.org/#x',
    '/in',
  ])('cannot register %j as redirect target (S18)', async (target) => {
    const application = { slug: 'bad-target', name: 'x', supportContact: 'x', redirectTargets: [target] };
    expect((await operator.tryCall('POST', '/v1/admin/applications', application)).status).toBe(400);
  });

  it('find people by exact name or address, and see no more than they need', async () => {
    const ann = await postern.enrolled();
    for (const identifier of [ann.username, ann.email])
      expect(await findAccount(operator, identifier)).toMatchObject({ username: ann.username, state: 'active' });
    expect(await findAccount(operator, ann.username.slice(0, 6))).toBeUndefined();
    const account = await operator.call<AdministeredAccount>('GET', `${accounts}/${await idOf(ann)}`);
    expect(JSON.stringify(account)).not.toMatch(/argon2|password|token/i);
  });

  it('disable an account: its sessions end within a second, nobody signs in, and enabling gives it back (S14)', async () => {
    const ann = await postern.enrolled();
    const id = await idOf(ann);
    expect((await ann.readSession()).aal).toBe('aal2');
    await operator.call('POST', `${accounts}/${id}/disablement`, {});
    const disabledAt = Date.now();
    while ((await ann.tryCall('GET', '/v1/session')).status !== 401)
      expect(Date.now() - disabledAt).toBeLessThan(1_000);
    await expect(ann.elsewhere().signIn()).rejects.toMatchObject({
      status: 401,
      problem: { code: 'sign_in.rejected' },
    });
    await operator.call('DELETE', `${accounts}/${id}/disablement`);
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(401);
    expect((await ann.signInFully()).kind).toBe('complete');
  });

  it('end all sessions of somebody', async () => {
    const ann = await postern.enrolled();
    await operator.call('DELETE', `${accounts}/${await idOf(ann)}/sessions`);
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(401);
  });

  it('leave a record: who did it, to whom', async () => {
    const ann = await postern.enrolled();
    await operator.call('POST', `${accounts}/${await idOf(ann)}/disablement`, {});
    await operator.call('DELETE', `${accounts}/${await idOf(ann)}/disablement`);
    await ann.signInFully();
    const { entries } = await ann.call<{ entries: { kind: string; actor: string | null }[] }>(
      'GET',
      '/v1/account/activity',
    );
    const actor = (await operator.readSession()).account.id;
    expect(entries.filter((entry) => /^account\.(dis|en)abled$/.test(entry.kind)).map((entry) => entry.actor)).toEqual([
      actor,
      actor,
    ]);
  });

  it('are all that sees these routes: to members, and to nobody at all, there is nothing there (S22)', async () => {
    await createApplication(operator, { slug: 'kept' });
    const [ann, ben] = [await postern.enrolled(), await postern.enrolled()];
    for (const [method, path, body] of calls(await idOf(ben))) {
      const member = await ann.tryCall(method, path, body);
      expect([path, member]).toMatchObject([path, { status: 404, body: { code: 'request.not_found' } }]);
      expect((await postern.client.send(method, path, body)).status).not.toBe(200);
    }
    expect(await operator.call('GET', '/v1/admin/applications/kept')).toMatchObject({ name: 'kept' });
    expect((await ben.readSession()).aal).toBe('aal2');
  });

  it('prove it with a second factor, and freshly where something is changed (S11)', async () => {
    const ben = await postern.enrolled();
    const id = await idOf(ben);
    await postern.sql('update identity.session set authenticated_at = authenticated_at - $1::interval', [
      '301 seconds',
    ]);
    expect((await operator.tryCall('GET', `${accounts}/${id}`)).status).toBe(200);
    expect(await operator.tryCall('POST', `${accounts}/${id}/disablement`, {})).toMatchObject({
      status: 401,
      body: { code: 'session.step_up_required', required: { aal: 'aal2', maxAgeSeconds: 300 } },
    });
    await proveAgain(operator);
    await operator.call('DELETE', `${accounts}/${id}/disablement`);

    const weak = operator.elsewhere();
    await operator.signIn();
    await operator.answer(await operator.receiveCode(operator.phone), { rememberDevice: true });
    await weak.signIn({ deviceToken: operator.deviceToken });
    expect(await weak.tryCall('GET', `${accounts}/${id}`)).toMatchObject({
      status: 401,
      body: { code: 'session.step_up_required' },
    });
  });
});
