import type { OrganizationView, RolloutView } from '@postern/contracts';
import { createOrganization, join, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('An administrator of one organization against another (S22)', () => {
  let postern: Installation;
  let mallory: Person;
  let alice: Person;
  let bob: Person;
  let hers: OrganizationView;
  let theirs: OrganizationView;
  let rollout: RolloutView;
  let bobsId: string;

  beforeAll(async () => {
    postern = await install();
    const operator = await postern.operator();
    [mallory, alice, bob] = [await postern.enrolled(), await postern.enrolled(), await postern.enrolled()];
    hers = await createOrganization(operator, "Mallory's Own", mallory);
    theirs = await createOrganization(operator, 'Acme Logistics', alice);
    await join(alice, theirs, bob);
    bobsId = (await bob.readSession()).account.id;
    rollout = await alice.call<RolloutView>('POST', `/v1/organizations/${theirs.id}/mfa-rollouts`, {});
  });

  afterAll(() => postern.stop());

  const routes = (id: string): [string, string, unknown?][] => [
    ['GET', ''],
    ['PATCH', '', { name: 'Taken' }],
    ['GET', '/members'],
    ['GET', `/members/${id}`],
    ['PUT', `/members/${id}`, { role: 'administrator' }],
    ['DELETE', `/members/${id}`],
    ['GET', `/members/${id}/factors`],
    ['GET', `/members/${id}/deliveries`],
    ['DELETE', `/members/${id}/sessions`],
    ['POST', `/members/${id}/password-reset`, {}],
    ['POST', `/members/${id}/factor-reset`, {}],
    ['DELETE', `/members/${id}/factor-reset`],
    ['GET', '/invitations'],
    ['POST', '/invitations', { email: 'mallory@example.org', role: 'administrator' }],
    ['GET', '/activity'],
    ['GET', '/applications'],
    ['GET', '/member-imports'],
    ['GET', '/mfa-policy'],
    ['POST', '/mfa-policy/dry-run', {}],
    ['GET', '/mfa-rollouts'],
    ['POST', '/mfa-rollouts', {}],
    ['GET', `/mfa-rollouts/${rollout.id}`],
    ['GET', `/mfa-rollouts/${rollout.id}/failures`],
    ['GET', `/mfa-rollouts/${rollout.id}/events`],
    ['POST', `/mfa-rollouts/${rollout.id}/cancel`, {}],
    ['GET', '/mfa-adoption'],
    ['GET', '/mfa-adoption/members'],
    ['GET', '/mfa-adoption/members.csv'],
    ['POST', '/mfa-adoption/reminders', {}],
  ];

  it('gets nothing of it, and neither does one of its plain members or a stranger', async () => {
    const stranger = await postern.enrolled();
    for (const person of [mallory, bob, stranger]) {
      for (const [method, path, body] of routes(bobsId)) {
        const reply = await person.tryCall(method, `/v1/organizations/${theirs.id}${path}`, body);
        expect([path, reply]).toMatchObject([path, { status: 404, body: { code: 'organization.not_found' } }]);
      }
    }
    expect(await alice.call('GET', `/v1/organizations/${theirs.id}`)).toMatchObject({ name: 'Acme Logistics' });
    expect((await bob.readSession()).aal).toBe('aal2');
  });

  it('gets nothing of its people and rollouts by way of the own organization', async () => {
    const own = `/v1/organizations/${hers.id}`;
    for (const [method, path, body] of routes(bobsId).filter(([, path]) =>
      /members\/[0-9a-f]|rollouts\/./.test(path),
    )) {
      const reply = await mallory.tryCall(method, own + path, body);
      const code = path.startsWith('/members') ? 'member.not_found' : 'rollout.not_found';
      expect([path, reply]).toMatchObject([path, { status: 404, body: { code } }]);
    }
  });

  it('no header says for whom somebody acts', async () => {
    const headers = {
      'postern-administration-token': 'x',
      'postern-subject-token': 'x',
      'x-organization-id': theirs.id,
    };
    const client = postern.client.as(mallory.session ?? '').with(headers);
    expect(await client.expect('GET', `/v1/organizations/${hers.id}`)).toMatchObject({ name: "Mallory's Own" });
    expect((await client.send('GET', `/v1/organizations/${theirs.id}/mfa-policy`)).status).toBe(404);
  });
});
