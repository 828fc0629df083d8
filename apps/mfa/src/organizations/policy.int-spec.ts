import { randomUUID } from 'node:crypto';
import {
  contextHeaders,
  mfaDryRun,
  mfaPolicyView,
  type MfaDryRun,
  type MfaPolicyView,
  type RolloutList,
  type RolloutView,
} from '@postern/contracts';
import { Administration, listed, nothingOfItsOwn } from '../testing/administration.js';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, parcelDesk, Visitor } from '../testing/visitor.js';

describe('The policy of an organization over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const told = async (organizationId: string) => {
    const rows = await mfa.database.query<{ body: Record<string, unknown> }>(
      'spec.policy-changed',
      `select body from public.sent where name = 'organization.policy_changed' and body->>'organizationId' = $1 order by seq`,
      [organizationId],
    );
    return rows.map(({ body }) => body);
  };

  it('says what holds, and where each value comes from', async () => {
    const acme = new Administration(mfa);
    const fresh = mfaPolicyView.parse(await acme.call('GET', '/mfa-policy'));
    expect(fresh).toMatchObject({ own: nothingOfItsOwn, requiredSince: null, updatedAt: null, revision: 0 });
    expect(fresh.effective.mfa).toEqual({ value: 'offered', from: [{ scope: 'installation', name: null }] });
    expect(fresh.effective.deadline).toEqual({ value: null, from: [] });
    const policy = {
      ...nothingOfItsOwn,
      leastAal: 'aal2' as const,
      maxPostponements: 3,
      deadline: '2027-01-01T00:00:00.000Z',
    };
    const changed = mfaPolicyView.parse(await acme.call('PUT', '/mfa-policy', { ...policy, revision: 0 }));
    expect(changed.revision).toBe(1);
    expect(changed.own).toEqual(policy);
    const own = { scope: 'organization', name: 'Acme Logistics' };
    expect(changed.effective).toMatchObject({
      mfa: { value: 'required', from: [own] },
      deadline: { value: policy.deadline, from: [own] },
      maxPostponements: { value: 3, from: [own] },
      allowedFactors: { value: ['sms', 'totp', 'webauthn'], from: [own] },
      rememberDeviceDays: { value: 0, from: [own] },
      requiredFrom: { value: '2025-03-06T00:00:00.000Z', from: [{ scope: 'installation', name: null }] },
    });
    const application = { ...parcelDesk, max_postponements: 1, allowed_factors: ['totp' as const] };
    const forApplication = await acme.call<MfaPolicyView>('GET', '/mfa-policy', undefined, { application });
    const desk = { scope: 'application', name: 'Parcel Desk' };
    expect(forApplication.effective).toMatchObject({
      maxPostponements: { value: 1, from: [desk] },
      allowedFactors: { value: ['totp'], from: [desk] },
      leastAal: { value: 'aal2', from: [own] },
    });
    expect(await acme.call('GET', '/mfa-policy')).toEqual(changed);
    const strict = { ...parcelDesk, mfa: 'required' as const, deadline: 1_767_225_600, least_aal: 'aal2' as const };
    const forStrict = await acme.call<MfaPolicyView>('GET', '/mfa-policy', undefined, { application: strict });
    expect(mfaPolicyView.parse(forStrict).effective).toMatchObject({
      mfa: { value: 'required', from: [own, desk] },
      deadline: { value: '2026-01-01T00:00:00.000Z', from: [desk] },
      leastAal: { value: 'aal2', from: [own, desk] },
    });
  });

  it('tells identity of each change, with who made it and since when MFA is required', async () => {
    const acme = new Administration(mfa);
    const sub = randomUUID();
    await acme.call('PUT', '/mfa-policy', { ...nothingOfItsOwn, mfa: 'required', revision: 0 }, { sub });
    await acme.asks({ mfa: 'required', leastAal: 'aal2' });
    await acme.asks({ mfa: 'offered' });
    await acme.asks({ requiredFrom: '2024-01-01T00:00:00.000Z', deadline: '2025-01-01T00:00:00.000Z' });
    const [first, second, third, fourth] = await told(acme.id);
    expect(first).toMatchObject({ actor: sub, leastAal: 'aal1', revision: 1 });
    expect(second).toMatchObject({ mfaRequiredSince: first!['mfaRequiredSince'], leastAal: 'aal2', revision: 2 });
    expect(third).toMatchObject({ mfaRequiredSince: null, cutOff: null, leastAal: 'aal1', revision: 3 });
    // Nobody was asked before it was said.
    const { at } = fourth as { at: string };
    expect(fourth).toMatchObject({
      mfaRequiredSince: at,
      cutOff: { createdFrom: '2024-01-01T00:00:00.000Z', since: at },
    });
  });

  it('refuses one that would keep everybody out, and changes nothing', async () => {
    const acme = new Administration(mfa);
    expect(await attempted(acme.asks({ allowedFactors: ['email'], leastAal: 'aal2' }))).toMatchObject({
      code: 'policy.refused',
    });
    expect(await told(acme.id)).toEqual([]);
    const dry = { policy: { ...nothingOfItsOwn, allowedFactors: ['email'], leastAal: 'aal2' } };
    expect(await attempted(acme.call('POST', '/mfa-policy/dry-run', dry))).toMatchObject({ code: 'policy.refused' });
  });

  it('race: of administrators who change what all of them have read exactly one does, and the others are told', async () => {
    const acme = new Administration(mfa);
    for (let revision = 0; revision < 3; revision++) {
      const wishes = Array.from({ length: 8 }, (_, index) => ({
        ...nothingOfItsOwn,
        maxPostponements: index,
        rememberDeviceDays: index,
        mfa: index % 2 ? ('required' as const) : ('offered' as const),
      }));
      const replies = await Promise.all(
        wishes.map((wish) => attempted(acme.call('PUT', '/mfa-policy', { ...wish, revision }))),
      );
      expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
      expect(replies.filter(({ code }) => code === 'policy.overtaken')).toHaveLength(7);
      const now = await acme.call<MfaPolicyView>('GET', '/mfa-policy');
      expect(now).toMatchObject({
        own: wishes[replies.findIndex(({ code }) => code === 'done')],
        revision: revision + 1,
      });
      const last = (await told(acme.id)).at(-1);
      expect(last?.['revision']).toBe(revision + 1);
      expect(last?.['mfaRequiredSince'] !== null).toBe(now.own.mfa === 'required');
    }
  });

  it('is not changed over a rollout that somebody has begun since it was read', async () => {
    const acme = new Administration(mfa);
    const { revision } = await acme.call<MfaPolicyView>('GET', '/mfa-policy');
    const { id } = await acme.call<RolloutView>('POST', '/mfa-rollouts');
    const change = { ...nothingOfItsOwn, mfa: 'offered' as const };
    expect(await attempted(acme.call('PUT', '/mfa-policy', { ...change, revision }))).toMatchObject({
      code: 'policy.overtaken',
    });
    expect(await acme.call('GET', `/mfa-rollouts/${id}`)).toMatchObject({ state: 'processing' });
    await acme.asks(change);
    expect(await acme.call('GET', `/mfa-rollouts/${id}`)).toMatchObject({ state: 'cancelled' });
    expect(await attempted(acme.call('POST', `/mfa-rollouts/${id}/resume`))).toMatchObject({
      code: 'rollout.state_refused',
    });
  });

  it('race: MFA is turned off while somebody turns it on: what is required runs, and what runs is required', async () => {
    for (let round = 0; round < 10; round++) {
      const acme = new Administration(mfa);
      await acme.call<RolloutView>('POST', '/mfa-rollouts');
      const { revision } = await acme.call<MfaPolicyView>('GET', '/mfa-policy');
      const [off] = await Promise.all([
        attempted(acme.call('PUT', '/mfa-policy', { ...nothingOfItsOwn, mfa: 'offered', revision })),
        ...Array.from({ length: 3 }, () => attempted(acme.call('POST', '/mfa-rollouts'))),
      ]);
      expect(off).toMatchObject({ code: 'done' });
      const { requiredSince } = await acme.call<MfaPolicyView>('GET', '/mfa-policy');
      const { rollouts } = await acme.call<RolloutList>('GET', '/mfa-rollouts');
      const running = rollouts.filter(({ state }) => state === 'processing');
      expect(running).toHaveLength(requiredSince ? 1 : 0);
      expect(rollouts.length - running.length).toBe(1);
    }
  });

  it('S19: a token that changes works once, also for twenty calls at once, and one that reads changes nothing', async () => {
    const acme = new Administration(mfa);
    const token = acme.token({ permission: 'change' });
    const policy = { ...nothingOfItsOwn, mfa: 'required', revision: 0 };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => attempted(acme.withToken(token, 'PUT', '/mfa-policy', policy))),
    );
    expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
    expect(await told(acme.id)).toHaveLength(1);
    const reading = { permission: 'read' as const };
    for (const claims of [reading, { permission: 'change' as const, role: 'support' as const }]) {
      expect(await attempted(acme.call('PUT', '/mfa-policy', policy, claims))).toMatchObject({
        code: 'session.required',
      });
      expect(await attempted(acme.call('POST', '/mfa-adoption/reminders', {}, claims))).toMatchObject({
        code: 'session.required',
      });
    }
    expect(await told(acme.id)).toHaveLength(1);
  });

  it.each([
    ['GET', '/mfa-policy'],
    ['PUT', '/mfa-policy'],
    ['POST', '/mfa-policy/dry-run'],
    ['GET', '/mfa-adoption'],
    ['GET', '/mfa-adoption/members'],
    ['GET', '/mfa-adoption/members.csv'],
    ['POST', '/mfa-adoption/reminders'],
  ])('S22: %s %s opens to nobody without a token for it, and to no service without its own', async (method, path) => {
    const url = `${mfa.url}/internal/organizations/current${path}`;
    const attempt = async (headers: Record<string, string>) => {
      const body =
        method === 'GET'
          ? {}
          : { body: JSON.stringify(path === '/mfa-policy' ? { ...nothingOfItsOwn, revision: 0 } : {}) };
      const reply = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...body });
      return [reply.status, ((await reply.json()) as { code: string }).code];
    };
    const authorization = `Bearer ${mfa.serviceToken()}`;
    const header = contextHeaders.administrationToken;
    const acme = new Administration(mfa);
    expect(await attempt({ [header]: acme.token({ permission: 'change' }) })).toEqual([401, 'service.unauthorized']);
    expect(await attempt({ authorization })).toEqual([401, 'session.required']);
    const ann = new Visitor(mfa, { organizations: [acme.id] });
    for (const token of [ann.subjectToken({ purpose: 'account' }), 'nonsense', '']) {
      expect(await attempt({ authorization, [header]: token })).toEqual([401, 'session.required']);
    }
  });

  it('S22: nothing but the token says which organization it is about', async () => {
    const [acme, other] = [new Administration(mfa), new Administration(mfa, 'Borealis')];
    const ann = listed();
    await other.has([ann]);
    const reply = await attempted(
      acme.call('PUT', '/mfa-policy', { ...nothingOfItsOwn, mfa: 'required', revision: 0, organizationId: other.id }),
    );
    expect(reply.code).toBe('request.invalid');
    await acme.call('PUT', `/mfa-policy?organizationId=${other.id}`, {
      ...nothingOfItsOwn,
      mfa: 'required',
      revision: 0,
    });
    expect(await told(other.id)).toEqual([]);
    const { nextCursor, members } = await acme.call<MfaDryRun>('POST', '/mfa-policy/dry-run', {});
    expect([members, nextCursor]).toEqual([0, null]);
    const cursor = Buffer.from(JSON.stringify(['', ann.accountId])).toString('base64url');
    expect(await acme.call('GET', `/mfa-adoption/members?cursor=${cursor}`)).toEqual({ members: [], nextCursor: null });
  });

  it.each<[string, object, string]>([
    ['no values', {}, 'mfa'],
    ['no revision', nothingOfItsOwn, 'revision'],
    ['a value too many', { ...nothingOfItsOwn, reset: true }, 'reset'],
    ['no kinds', { ...nothingOfItsOwn, allowedFactors: [] }, 'allowedFactors'],
    ['days without end', { ...nothingOfItsOwn, rememberDeviceDays: 1e9 }, 'rememberDeviceDays'],
    ['no moment', { ...nothingOfItsOwn, deadline: 'soon' }, 'deadline'],
  ])('S22: refuses %s by the field, and changes nothing', async (_, body, field) => {
    const acme = new Administration(mfa);
    const refused = await attempted(acme.call('PUT', '/mfa-policy', body));
    expect(refused).toMatchObject({ code: 'request.invalid' });
    expect((refused['errors'] as { field: string }[]).map((error) => error.field)).toContain(field);
    expect(await told(acme.id)).toEqual([]);
  });

  describe('dry run', () => {
    it('says how many would be asked and who, and changes nothing', async () => {
      const acme = new Administration(mfa);
      const withSms = await new Visitor(mfa).withSms();
      const members = [
        listed({ username: 'with-sms', accountId: withSms.accountId }),
        listed({ username: 'closed', state: 'closed' }),
        listed({ username: 'disabled', state: 'disabled' }),
        ...['d', 'a', 'c', 'b'].map((username) => listed({ username, emailVerified: username !== 'c' })),
      ];
      await acme.has(members);
      const before = await mfa.database.query('spec.all', `select count(*)::int as messages from public.sent`);
      const run = mfaDryRun.parse(await acme.call('POST', '/mfa-policy/dry-run', { limit: 3 }));
      expect(run).toMatchObject({ members: 7, asked: 4, ready: 1, withoutVerifiedAddress: 1, leftOut: 2 });
      expect(run.who.map(({ username, addressVerified }) => [username, addressVerified])).toEqual([
        ['a', true],
        ['b', true],
        ['c', false],
      ]);
      const rest = await acme.call<MfaDryRun>('POST', '/mfa-policy/dry-run', { limit: 3, cursor: run.nextCursor });
      expect([rest.who.map(({ username }) => username), rest.nextCursor]).toEqual([['d'], null]);
      // Nothing was written or sent.
      expect(await mfa.database.query('spec.all', `select count(*)::int as messages from public.sent`)).toEqual(before);
      expect((await acme.call<MfaPolicyView>('GET', '/mfa-policy')).own).toEqual(nothingOfItsOwn);
      expect((await withSms.attempt('GET')).code).toBe('complete');
    });

    it('looks at any other policy as well: who has only what it does not allow, and whom their age spares', async () => {
      const acme = new Administration(mfa);
      const withSms = await new Visitor(mfa).withSms();
      await acme.has([
        listed({ username: 'with-sms', accountId: withSms.accountId }),
        listed({ username: 'old' }),
        listed({ username: 'new', accountCreatedAt: '2026-05-01T09:00:00.000Z' }),
      ]);
      const run = (policy: object) =>
        acme.call<MfaDryRun>('POST', '/mfa-policy/dry-run', { policy: { ...nothingOfItsOwn, ...policy } });
      expect((await run({})).who.map(({ username }) => username)).toEqual(['new']);
      expect((await run({ requiredFrom: '2020-01-01T00:00:00.000Z' })).asked).toBe(2);
      const onlyApp = await run({ mfa: 'required', allowedFactors: ['totp'] });
      expect(onlyApp.who.map(({ username, notAllowed }) => [username, notAllowed])).toEqual([
        ['new', false],
        ['old', false],
        ['with-sms', true],
      ]);
      expect(onlyApp.ready).toBe(0);
    });

    it.each([
      'nonsense',
      Buffer.from('{"a":1}').toString('base64url'),
      Buffer.from('["a\\u0000","b"]').toString('base64url'),
    ])('S22: a cursor that is none of ours is refused: %s', async (cursor) => {
      const reply = await attempted(new Administration(mfa).call('POST', '/mfa-policy/dry-run', { cursor }));
      expect(reply).toMatchObject({ code: 'request.invalid', errors: [{ field: 'cursor' }] });
    });
  });
});
