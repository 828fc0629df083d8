import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { member, organizationExamples } from '../api-reference/organization-examples.js';
import { documentedRoutes, type DocumentedRoute } from '../testing/documented-routes.js';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const { id } = organizationExamples.organization['acme logistics'];
const another = '5e0c2b53-7f5a-4a52-8d43-1f5b6e8a9c20';
const rollout = mfaExamples.rollout['under way'].id;

describe('organizations', () => {
  let gateway: GatewayUnderTest;
  let routes: DocumentedRoute[];
  let cookies: string;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start({
      LIMIT_SIGN_INS_PER_MINUTE: '1000',
      LIMIT_SESSION_CALLS_PER_MINUTE: '100000',
      LIMIT_REPORTS_PER_ORGANIZATION_PER_MINUTE: '1000',
      NOTIFICATIONS_URL: 'there is one',
    });
    routes = (await documentedRoutes(gateway)).filter(({ path }) => path.startsWith('/v1/organizations/'));
    cookies = await gateway.session();
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.identity.acting.clear();
    gateway.identity.fresh = true;
    gateway.mfa.rollout = undefined;
  });

  const ask = (path: string, method = 'GET', body?: object) =>
    gateway.call(`/v1/organizations${path}`, { method, body, cookies });
  const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
  const administer = () => gateway.identity.acting.set(id, 'administrator');
  /** What somebody is told at every address of the organization, and that nothing comes of it. */
  const expectNothing = async (except: string[] = []) => {
    const [asked, seen] = [gateway.mfa.calls.length, gateway.notifications.calls.length];
    const refused = routes.filter(({ name }) => !except.includes(name));
    for (const { name, path, method, body } of refused) {
      for (const to of [path, path.replace(id, another), path.replace(id, 'no-id')]) {
        const reply = await gateway.call(to, { method, body, cookies });
        expect([name, reply.status, await codeOf(reply)]).toEqual([name, 404, 'organization.not_found']);
      }
    }
    expect(refused.length).toBeGreaterThan(35);
    expect([gateway.mfa.calls.length, gateway.notifications.calls.length]).toEqual([asked, seen]);
  };

  it('S22: to a stranger there is none, by whichever id and route, and mfa is not asked', async () => {
    await expectNothing();
  });

  it('S22: a plain member gets the same answers as a stranger, and may read the list and leave', async () => {
    gateway.identity.acting.set(id, 'member');
    await expectNothing(['DELETE /v1/organizations/{id}/members/me']);
    const { organizations } = (await (await ask('')).json()) as { organizations: object[] };
    expect(organizations).toMatchObject([{ id, role: 'member' }]);
    expect((await ask(`/${id}/members/me`, 'DELETE')).status).toBe(204);
  });

  it("S22: an administrator of another organization gets nothing of this one, nor this one's people there", async () => {
    gateway.identity.acting.set('1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', 'administrator');
    await expectNothing();
  });

  it('S22: no header of the client says for which organization somebody acts', async () => {
    gateway.identity.acting.set(another, 'administrator');
    const before = gateway.mfa.calls.length;
    const headers = { 'postern-administration-token': `administration-change-${id}-1`, 'postern-organization': id };
    expect((await gateway.call(`/v1/organizations/${another}/mfa-policy`, { cookies, headers })).status).toBe(200);
    expect(gateway.mfa.calls[before]?.administrationToken).toMatch(`administration-read-${another}`);
  });

  it('S22: support reads and helps, and changes nothing', async () => {
    gateway.identity.acting.set(id, 'support');
    expect((await ask(`/${id}/members?query=kim`)).status).toBe(200);
    expect((await ask(`/${id}/members/${member.accountId}/factors`)).status).toBe(200);
    for (const [path, method, body] of [
      [`/${id}`, 'PATCH', { name: 'Another' }],
      [`/${id}/mfa-rollouts`, 'POST', {}],
      [`/${id}/mfa-policy`, 'PUT', mfaExamples.change['nothing of its own']],
      [`/${id}/members/${member.accountId}`, 'DELETE', undefined],
    ] as const) {
      const reply = await ask(path, method, body);
      expect([path, reply.status, await codeOf(reply)]).toEqual([path, 404, 'organization.not_found']);
    }
  });

  it("S19: each call to mfa has a word of identity's of its own, for no more than it does", async () => {
    administer();
    const from = gateway.mfa.calls.length;
    for (let time = 0; time < 3; time++) expect((await ask(`/${id}/mfa-adoption`)).status).toBe(200);
    expect((await ask(`/${id}/mfa-policy/dry-run`, 'POST', {})).status).toBe(200);
    expect((await ask(`/${id}/mfa-rollouts/${rollout}/pause`, 'POST', {})).status).toBe(200);
    expect((await ask(`/${id}/mfa-adoption/reminders`, 'POST', {})).status).toBe(202);
    const words = gateway.mfa.calls.slice(from).map(({ administrationToken }) => administrationToken);
    expect(new Set(words).size).toBe(6);
    expect(words.map((word) => word?.split('-')[1])).toEqual(['read', 'read', 'read', 'read', 'change', 'change']);
  });

  it('S11: what changes something wants a fresh session, and mfa is not asked without one', async () => {
    administer();
    gateway.identity.fresh = false;
    const before = gateway.mfa.calls.length;
    for (const [path, method, body] of [
      [`/${id}/mfa-rollouts`, 'POST', {}],
      [`/${id}/mfa-policy`, 'PUT', mfaExamples.change['required of everybody']],
      [`/${id}/invitations`, 'POST', organizationExamples.invite['a member']],
      [`/${id}/member-imports`, 'POST', undefined],
      [`/${id}/members/${member.accountId}`, 'PUT', { role: 'administrator' }],
      [`/${id}/members/${member.accountId}/factor-reset`, 'POST', {}],
    ] as const) {
      const reply = await ask(path, method, body);
      expect([path, reply.status, await codeOf(reply)]).toEqual([path, 401, 'session.step_up_required']);
    }
    expect(gateway.mfa.calls).toHaveLength(before);
  });

  it('of two who begin a rollout, the second is told of the one that runs', async () => {
    administer();
    const first = await ask(`/${id}/mfa-rollouts`, 'POST', {});
    expect([first.status, await first.json()]).toMatchObject([202, { id: rollout, state: 'processing' }]);
    const second = await ask(`/${id}/mfa-rollouts`, 'POST', {});
    expect([second.status, await second.json()]).toMatchObject([
      409,
      { code: 'rollout.running', rollout: mfaExamples.rollout['under way'] },
    ]);
  });

  it('says why members could not be prepared, and why rows were not taken, in the language of whoever asks', async () => {
    administer();
    const said = async () => {
      const failures = (await (await ask(`/${id}/mfa-rollouts/${rollout}/failures`)).json()) as {
        failures: { reason: string }[];
      };
      const rows = (await (await ask(`/${id}/member-imports/${gateway.identity.memberImport.id}/errors`)).json()) as {
        errors: { message: string }[];
      };
      return [failures.failures[0]?.reason, rows.errors[0]?.message];
    };
    expect(await said()).toEqual([expect.stringMatching(/^The mailbox/), expect.stringMatching(/^Use letters/)]);
    gateway.identity.locale = 'es';
    const english = cookies;
    cookies = await gateway.session();
    expect(await said()).toEqual([expect.stringMatching(/^El buzón/), expect.stringMatching(/^Usa letras/)]);
    gateway.identity.locale = 'en';
    cookies = english;
  });

  it('hands the help desk the last 50 messages to a member, and those of members only', async () => {
    administer();
    const members = `/${id}/members`;
    const sent = await ask(`${members}/${member.accountId}/deliveries`);
    expect([sent.status, await sent.json()]).toMatchObject([200, { deliveries: [] }]);
    expect(gateway.notifications.calls.at(-1)?.path).toBe(
      `/internal/deliveries?accountId=${member.accountId}&limit=50`,
    );
    const before = gateway.notifications.calls.length;
    const stranger = await ask(`${members}/${another}/deliveries`);
    expect([stranger.status, await codeOf(stranger)]).toEqual([404, 'member.not_found']);
    expect(gateway.notifications.calls).toHaveLength(before);
  });

  it('S14: a member whose sessions are ended is out at once', async () => {
    administer();
    const theirs = gateway.identity.openSession();
    const account = { ...theirs.session.account, id: member.accountId };
    gateway.identity.sessions.set(theirs.token, { ...theirs.session, account });
    const other = `__Host-postern_session=${theirs.token}`;
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(200);
    gateway.identity.sessions.delete(theirs.token);
    expect((await ask(`/${id}/members/${member.accountId}/sessions`, 'DELETE')).status).toBe(204);
    expect((await gateway.call('/v1/session', { cookies: other })).status).toBe(401);
  });

  it('an invitation is read by whoever has its link, and accepted by whoever is signed in', async () => {
    const token = 'good-link-token-0001';
    const opened = await gateway.post('/v1/invitations', { token });
    expect([opened.status, await opened.json()]).toMatchObject([200, { organization: 'Acme Logistics' }]);
    const unknown = await gateway.post('/v1/invitations', { token: 'other-link-token-0001' });
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'link.unknown']);
    expect((await gateway.post('/v1/invitations/acceptances', { token })).status).toBe(401);
    const accepted = await gateway.post('/v1/invitations/acceptances', { token }, { cookies });
    expect([accepted.status, await accepted.json()]).toMatchObject([200, { id, role: 'member' }]);
  });
});

describe('a session that is less than an organization asks for from now on (S14)', () => {
  it('is asked to step up within a second, and can', async () => {
    const gateway = await GatewayUnderTest.start();
    const cookies = await gateway.session();
    expect((await gateway.call('/v1/session', { cookies })).status).toBe(200);
    gateway.identity.raised = true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const below = await gateway.call('/v1/session', { cookies });
    expect([below.status, await below.json()]).toMatchObject([
      401,
      { code: 'session.step_up_required', required: { aal: 'aal2' } },
    ]);
    expect((await gateway.call('/v1/account', { cookies })).status).toBe(401);
    expect((await gateway.post('/v1/account/factor-changes', {}, { cookies })).status).toBe(401);
    gateway.identity.acting.set(id, 'member');
    const left = await gateway.call(`/v1/organizations/${id}/members/me`, { method: 'DELETE', cookies });
    expect(left.status).toBe(204);
    const stepUp = await gateway.post('/v1/step-ups', { aal: 'aal2' }, { cookies });
    expect([stepUp.status, await stepUp.json()]).toMatchObject([200, { purpose: 'step-up' }]);
    expect(
      (await gateway.post('/v1/step-ups', {}, { cookies: '__Host-postern_session=' + 'A'.repeat(43) })).status,
    ).toBe(401);
    await gateway.close();
  });
});
