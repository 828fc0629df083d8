import {
  subjectTokenClaims,
  type ActivityPage,
  type AdministeredAccount,
  type ApplicationView,
  type Authenticated,
} from '@postern/contracts';
import { settings, someTerms } from '@postern/identity-domain/testing';
import { newId } from '@postern/kernel';
import { codeOf, Resident, tally } from '../../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../../testing/running-identity.js';

const accounts = '/internal/admin/accounts';
const applications = '/internal/admin/applications';

describe('Administration (R19)', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  let support: Resident;
  beforeAll(async () => {
    identity = await runIdentity();
    [operator, support] = [await withRole('operator'), await withRole('support')];
  });
  afterAll(() => identity.stop());

  const withRole = async (role: string) => {
    const somebody = await Resident.register(identity);
    await appoint(somebody, role);
    return somebody;
  };
  const appoint = ({ id }: Resident, role: string | null) =>
    identity.database.query('appoint', 'update identity.account set role = $2 where id = $1', [id, role]);
  const resident = () => Resident.register(identity);
  const application = () => ({ slug: `desk-${newId().slice(0, 8)}`, ...settings() });
  const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;

  const everyCall = (id: string): [Parameters<Resident['call']>[0], string, unknown?][] => [
    ['GET', applications],
    ['POST', applications, application()],
    ['GET', `${applications}/kept`],
    ['PUT', `${applications}/kept`, settings()],
    ['DELETE', `${applications}/kept`],
    ['GET', `${accounts}?identifier=${id}`],
    ['GET', `${accounts}/${id}`],
    ['POST', `${accounts}/${id}/disablement`],
    ['DELETE', `${accounts}/${id}/disablement`],
    ['DELETE', `${accounts}/${id}/sessions`],
    ['POST', `${accounts}/${id}/subject-tokens`, { purpose: 'factor-reset' }],
  ];

  it('S22: to members there is nothing here, whatever they send and whether or not it exists', async () => {
    await operator.call('POST', applications, { slug: 'kept', ...settings() });
    const [ann, ben] = [await resident(), await resident()];
    for (const id of [ben.id, newId(), 'x']) {
      for (const [method, path, body] of everyCall(id)) {
        expect([path, await codeOf(ann.call(method, path, body))]).toEqual([path, 'request.not_found']);
        expect([path, await codeOf(ann.call(method, path, body && { wrong: 1 }))]).toEqual([path, 'request.not_found']);
      }
    }
    expect(await ben.refusal()).toBeNull();
    await operator.call('DELETE', `${applications}/kept`);
  });

  it('S22: without a session nobody gets so far', async () => {
    for (const [method, path, body] of everyCall(newId())) {
      expect([path, await codeOf(operator.call(method, path, body, ''))]).toEqual([path, 'session.required']);
    }
  });

  it('S11: reading takes a second factor, and changing one that was shown in the last five minutes', async () => {
    const ben = await resident();
    const weak = await operator.signIn({ aal: 'aal1', highest_aal: 'aal1' });
    const old = await operator.signIn({ auth_time: seconds(301) });
    const required = { code: 'session.step_up_required', details: { required: { aal: 'aal2', maxAgeSeconds: 300 } } };
    for (const [method, path, body] of everyCall(ben.id)) {
      await expect(operator.call(method, path, body, weak)).rejects.toMatchObject(required);
      if (method !== 'GET') await expect(operator.call(method, path, body, old)).rejects.toMatchObject(required);
    }
    expect(await operator.call('GET', `${accounts}/${ben.id}`, undefined, old)).toMatchObject({ id: ben.id });
  });

  it('a role that was taken away is gone at once', async () => {
    const former = await withRole('operator');
    expect(await codeOf(former.call('GET', applications))).toBeNull();
    await appoint(former, null);
    expect(await codeOf(former.call('GET', applications))).toBe('request.not_found');
  });

  describe('applications', () => {
    it('are created, listed, shown, changed and removed, and it is recorded by whom', async () => {
      const { slug, ...given } = application();
      const created = await operator.call<ApplicationView>('POST', applications, { slug, ...given });
      expect(created).toEqual({ slug, ...given, createdAt: expect.any(String), updatedAt: expect.any(String) });
      expect(await codeOf(operator.call('POST', applications, { slug, ...given }))).toBe('application.slug_taken');
      const list = await operator.call<{ applications: ApplicationView[] }>('GET', applications);
      expect(list.applications).toContainEqual(created);
      const changed = await operator.call<ApplicationView>(
        'PUT',
        `${applications}/${slug}`,
        settings({ name: 'Other' }),
      );
      expect(changed).toMatchObject({ slug, name: 'Other', createdAt: created.createdAt });
      expect(await operator.call('GET', `${applications}/${slug}`)).toEqual(changed);
      await operator.call('DELETE', `${applications}/${slug}`);
      expect(await codeOf(operator.call('DELETE', `${applications}/${slug}`))).toBe('application.not_found');
      expect(await codeOf(operator.call('GET', `${applications}/${slug}`))).toBe('application.not_found');
      expect(await codeOf(operator.call('PUT', `${applications}/${slug}`, given))).toBe('application.not_found');
      const recorded = await identity.database.query<{ kind: string; actor: string; device: string }>(
        'of application',
        'select kind, actor, device from identity.audit where application = $1 order by id',
        [slug],
      );
      expect(recorded.map(({ kind }) => kind)).toEqual(
        ['created', 'changed', 'removed'].map((what) => `application.${what}`),
      );
      expect(recorded[0]).toMatchObject({ actor: operator.id, device: 'spec' });
    });

    it('race: of 10 parallel creations of one slug exactly one succeeds', async () => {
      const one = application();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => codeOf(operator.call('POST', applications, one))),
      );
      expect(tally(outcomes)).toEqual({ null: 1, 'application.slug_taken': 9 });
    });

    it('R14: terms that people agreed to are not reworded under their version', async () => {
      const { slug } = application();
      await operator.call('POST', applications, { slug, ...settings({ terms: someTerms }) });
      const reword = (terms: typeof someTerms) => operator.call('PUT', `${applications}/${slug}`, settings({ terms }));
      await expect(reword({ ...someTerms, text: 'Something else.' })).rejects.toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ field: 'terms.version', reason: 'used' }] },
      });
      expect(await codeOf(reword({ version: '2', title: 'Terms', text: 'Something else.' }))).toBeNull();
    });

    it('R14: a version that people agreed to does not come back with other words, whatever came between', async () => {
      const { slug } = application();
      await operator.call('POST', applications, { slug, ...settings({ terms: someTerms }) });
      const ann = await resident();
      const flow = { application: slug };
      const sessions = '/internal/sessions';
      const accept = { assuranceToken: identity.assure({ sub: ann.id, ...flow }), terms: { accepted: true } };
      await identity.client.call({ method: 'POST', path: sessions, body: accept, caller });
      const put = (terms: typeof someTerms | null) =>
        codeOf(operator.call('PUT', `${applications}/${slug}`, settings({ terms })));
      expect(await put(null)).toBeNull();
      expect(await put({ ...someTerms, text: 'All that you have is ours.' })).toBe('request.invalid');
      expect(await put({ ...someTerms, version: 'another', text: 'All that you have is ours.' })).toBeNull();
      expect(await put(someTerms)).toBe('request.invalid');
    });

    it('race: of 10 parallel changes none fails', async () => {
      const { slug } = application();
      await operator.call('POST', applications, { slug, ...settings() });
      const change = (name: string) => codeOf(operator.call('PUT', `${applications}/${slug}`, settings({ name })));
      const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => change(`Desk ${String(index)}`)));
      expect(tally(outcomes)).toEqual({ null: 10 });
    });

    it.each([
      'javascript:alert(1)',
      'http://desk.example/in',
      'https://a@desk.example/',
      'https://desk.example/#x',
      '//x',
    ])('S18: %j cannot be registered', async (target) => {
      const refused = operator.call('POST', applications, { ...application(), redirectTargets: [target] });
      await expect(refused).rejects.toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ field: 'redirectTargets.0' }] },
      });
    });

    it('are no business of support', async () => {
      for (const [method, path, body] of everyCall(newId()).slice(0, 5)) {
        expect(await codeOf(support.call(method, path, body))).toBe('request.not_found');
      }
    });
  });

  describe('accounts', () => {
    const find = async (who: Resident, identifier: string) =>
      (
        await who.call<{ accounts: AdministeredAccount[] }>(
          'GET',
          `${accounts}?identifier=${encodeURIComponent(identifier)}`,
        )
      ).accounts;

    it('are found by the exact name or address, without anything secret', async () => {
      const ann = await resident();
      for (const identifier of [ann.person.username, ann.email.toUpperCase()]) {
        expect(await find(support, identifier)).toEqual([
          {
            id: ann.id,
            username: ann.person.username,
            email: ann.email,
            emailVerified: false,
            locale: 'en',
            role: null,
            state: 'active',
            createdAt: expect.any(String),
          },
        ]);
      }
      expect(await find(operator, ann.person.username.slice(0, 5))).toEqual([]);
      expect(await codeOf(operator.call('GET', accounts))).toBe('request.invalid');
      expect(await codeOf(operator.call('GET', `${accounts}/${newId()}`))).toBe('account.not_found');
      expect(await codeOf(operator.call('GET', `${accounts}/'--`))).toBe('account.not_found');
    });

    it('S14: a disabled one has no session from then on, nor after it was enabled, and is told by whom', async () => {
      const ann = await resident();
      const flow = { sub: ann.id, jti: newId() };
      await operator.call('POST', `${accounts}/${ann.id}/disablement`);
      await operator.call('POST', `${accounts}/${ann.id}/disablement`);
      expect(await ann.refusal()).toBe('session.required');
      expect(await codeOf(ann.signIn(flow))).toBe('assurance.refused');
      await operator.call('DELETE', `${accounts}/${ann.id}/disablement`);
      expect(await ann.refusal()).toBe('session.required');
      // The flow began before it all, and is finished after it.
      expect(await codeOf(ann.signIn(flow))).toBe('assurance.refused');
      const session = await ann.signIn({ credential_version: 2 });
      const { entries } = await ann.call<ActivityPage>('GET', '/internal/account/activity', undefined, session);
      const told = entries.filter(({ kind }) => /^account\.(dis|en)abled$/.test(kind));
      expect(told.map(({ actor }) => actor)).toEqual([operator.id, operator.id]);
    });

    it('nobody disables himself, and support nobody at all', async () => {
      const another = await withRole('operator');
      for (const own of [operator.id, operator.id.toUpperCase()]) {
        expect(await codeOf(operator.call('POST', `${accounts}/${own}/disablement`))).toBe('account.disable_refused');
      }
      await appoint(another, null);
      const ann = await resident();
      expect(await codeOf(support.call('POST', `${accounts}/${ann.id}/disablement`))).toBe('request.not_found');
      expect(await ann.refusal()).toBeNull();
    });

    it('race: operators who disable each other leave one', async () => {
      const [one, other] = [await withRole('operator'), await withRole('operator')];
      await appoint(operator, null);
      const outcomes = await Promise.all([
        codeOf(one.call('POST', `${accounts}/${other.id}/disablement`)),
        codeOf(other.call('POST', `${accounts}/${one.id}/disablement`)),
      ]);
      await appoint(operator, 'operator');
      // Whoever was faster may have ended the other's session before it was looked at.
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
      const left = await Promise.all([one, other].map(async (each) => (await each.account()).state));
      expect(left.sort()).toEqual(['active', 'disabled']);
    });

    it('race: the last operator does not close his own account; of two who do at once one stays', async () => {
      const [one, other] = [await withRole('operator'), await withRole('operator')];
      const all = await identity.database.query<{ id: string }>(
        'others',
        `update identity.account set role = null where role = 'operator' and id <> all($1) returning id`,
        [[one.id, other.id]],
      );
      const close = (somebody: Resident) => codeOf(somebody.call('POST', '/internal/account/closure'));
      expect((await Promise.all([close(one), close(other)])).sort()).toEqual(['account.closure_refused', null]);
      const left = await Promise.all([one, other].map(async (each) => (await each.account()).state));
      expect(left.sort()).toEqual(['active', 'closed']);
      for (const { id } of all) await appoint({ id } as Resident, 'operator');
    });

    it('are signed out everywhere', async () => {
      const ann = await resident();
      const another = await ann.signIn();
      await support.call('DELETE', `${accounts}/${ann.id}/sessions`);
      expect([await ann.refusal(), await ann.refusal(another)]).toEqual(['session.required', 'session.required']);
      expect(await codeOf(support.call('DELETE', `${accounts}/${newId()}/sessions`))).toBe('account.not_found');
    });

    it('S13: the help desk gets a token for a reset in its own name, which is recorded', async () => {
      const ann = await resident();
      const path = `${accounts}/${ann.id}/subject-tokens`;
      const { subjectToken } = await support.call<Authenticated>('POST', path, { purpose: 'factor-reset' });
      expect(identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims)).toMatchObject({
        sub: ann.id,
        purpose: 'factor-reset',
        actor: support.id,
        amr: [],
        session: null,
      });
      expect(await ann.kinds()).toContain('factor-reset.authorized');
      for (const purpose of ['sign-in', 'account', 'manage-factors', 'recovery', undefined]) {
        expect(await codeOf(support.call('POST', path, { purpose }))).toBe('request.invalid');
      }
    });

    it('S13 takeover: support has no say over those who run the installation', async () => {
      const reset = `${accounts}/${operator.id}/subject-tokens`;
      expect(await codeOf(support.call('POST', reset, { purpose: 'factor-reset' }))).toBe('account.not_found');
      expect(await codeOf(operator.call('POST', reset, { purpose: 'factor-reset' }))).toBeNull();
      const sessions = `${accounts}/${operator.id}/sessions`;
      expect(await codeOf(support.call('DELETE', sessions))).toBe('account.not_found');
      expect(await operator.refusal()).toBeNull();
    });
  });
});
