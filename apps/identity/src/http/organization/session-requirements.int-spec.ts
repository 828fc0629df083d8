import {
  subjectTokenClaims,
  type Authenticated,
  type IssuedSession,
  type SubjectTokenClaims,
} from '@postern/contracts';
import { newId } from '@postern/kernel';
import { eventually } from '@postern/platform/testing';
import { OrganizationLog } from '../../queue/organization-log.js';
import { anOrganization, join, withRole } from '../../testing/organization.js';
import { codeOf, Resident } from '../../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../../testing/running-identity.js';

describe('S14: what an organization requires reaches the sessions that there are', () => {
  let identity: RunningIdentity;
  let operator: Resident;
  beforeAll(async () => {
    identity = await runIdentity();
    operator = await withRole(identity, 'operator');
  });
  afterAll(() => identity.stop());

  let revision = 0;
  const require = (
    organizationId: string,
    mfaRequiredSince: Date | null,
    leastAal: 'aal1' | 'aal2' = 'aal1',
    cutOff: { createdFrom: Date; since: Date } | null = null,
  ) =>
    identity.app.get(OrganizationLog, { strict: false }).policyChanged({
      ...{ organizationId, leastAal, revision: (revision += 1), actor: null, at: new Date().toISOString() },
      mfaRequiredSince: mfaRequiredSince?.toISOString() ?? null,
      cutOff: cutOff && { createdFrom: cutOff.createdFrom.toISOString(), since: cutOff.since.toISOString() },
    });
  const password = { amr: ['pwd'], aal: 'aal1', highest_aal: 'aal1' } as {
    amr: string[];
    aal: 'aal1';
    highest_aal: 'aal1';
  };
  const byEmail = { ...password, amr: ['pwd', 'email', 'mfa'] };
  const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
  const soon = () => new Date(Date.now() + 2);
  const stepUp = async (
    who: Resident,
    session: string,
    wanted: object = {},
  ): Promise<SubjectTokenClaims | undefined> => {
    const body = { purpose: 'step-up', aal: null, maxAgeSeconds: null, application: null, ...wanted };
    const path = '/internal/sessions/current/subject-tokens';
    const { subjectToken } = await who.call<Authenticated>('POST', path, body, session);
    return identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims);
  };
  const needs = (aal: string) => ({
    code: 'session.step_up_required',
    details: { required: { aal, maxAgeSeconds: 300 } },
  });

  it('a session without a second factor is asked for one at its next request, and others of the account are not', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const [weak, strong] = [await member.signIn(password), await member.signIn(byEmail)];
    expect(await member.refusal(weak)).toBeNull();
    await require(id, soon());
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(member.call('GET', '/internal/sessions/current', undefined, weak)).rejects.toMatchObject(
      needs('aal1'),
    );
    for (const path of [
      '/internal/account',
      '/internal/organizations',
      '/internal/sessions',
      '/internal/account/activity',
    ]) {
      expect([path, await codeOf(member.call('GET', path, undefined, weak))]).toEqual([
        path,
        'session.step_up_required',
      ]);
    }
    expect(await member.refusal(strong)).toBeNull();
    // Who signed in since then was led through it by mfa.
    expect(await member.refusal(await member.signIn({ ...password, auth_time: ago(-1) }))).toBeNull();
    await require(id, null);
    expect(await member.refusal(weak)).toBeNull();
  });

  it('a deadline reaches the sessions that began before it, of each organization on its own', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const other = await anOrganization(identity, operator);
    await join(identity, other.id, member);
    const weak = await member.signIn(password);
    const later = new Date(Date.now() + 3_600_000);
    await require(id, later);
    expect(await member.refusal(weak)).toBeNull();
    // One that lies ahead hides none that has come.
    await require(other.id, soon());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await member.refusal(weak)).toBe('session.step_up_required');
    await require(other.id, null);
    expect(await member.refusal(weak)).toBeNull();
    await identity.database.query(
      'the hour has come',
      'update identity.organization set mfa_required_since = $2 where id = $1',
      [id, soon()],
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await member.refusal(weak)).toBe('session.step_up_required');
  });

  it('a cut-off reaches the sessions of accounts that were made since, and of no others', async () => {
    const { id, boss, member } = await anOrganization(identity, operator);
    await identity.database.query('made', `update identity.account set created_at = '2024-06-03' where id = $1`, [
      boss.id,
    ]);
    const [older, newer] = [await boss.signIn(password), await member.signIn(password)];
    const sessions = async () => [await boss.refusal(older), await member.refusal(newer)];
    const from = (day: string, since: Date) => require(id, null, 'aal1', { createdFrom: new Date(day), since });
    await from('2024-07-01', soon());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await sessions()).toEqual([null, 'session.step_up_required']);
    await from('2024-01-01', soon());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await sessions()).toEqual(['session.step_up_required', 'session.step_up_required']);
    expect(await member.refusal(await member.signIn(byEmail))).toBeNull();
    await require(id, null);
    expect(await sessions()).toEqual([null, null]);
  });

  describe('so does what an application requires, for those that were opened for it', () => {
    const application = async () => {
      const slug = `desk-${newId().slice(0, 8)}`;
      const settings = { name: 'Parcel Desk', supportContact: 'help@example.org' };
      await operator.call('POST', '/internal/admin/applications', { slug, ...settings });
      const change = async (enrollment: object) => {
        await operator.call('PUT', `/internal/admin/applications/${slug}`, { ...settings, enrollment });
        await new Promise((resolve) => setTimeout(resolve, 5));
      };
      return { slug, change };
    };

    it.each<[string, object, 'aal1' | 'aal2']>([
      ['of everybody', { mfa: 'required' }, 'aal1'],
      ['by a deadline that is moved into the past', { deadline: '2024-01-01T00:00:00.000Z' }, 'aal1'],
      ['by a cut-off that is moved into the past', { requiredFrom: '2024-01-01T00:00:00.000Z' }, 'aal1'],
      ['at a level', { leastAal: 'aal2' }, 'aal2'],
    ])('%s', async (_, rule, aal) => {
      const [desk, other] = [await application(), await application()];
      const ann = await Resident.register(identity);
      const open = (slug: string | null, proof = password) => ann.signIn({ ...proof, application: slug });
      const [here, elsewhere, own] = [await open(desk.slug), await open(other.slug), await open(null)];
      expect(await ann.refusal(here)).toBeNull();
      await desk.change(rule);
      await expect(ann.call('GET', '/internal/sessions/current', undefined, here)).rejects.toMatchObject(needs(aal));
      for (const session of [elsewhere, own]) expect(await ann.refusal(session)).toBeNull();
      // Whoever steps it up is led by the rules of that application, also where none is named.
      const claims = await stepUp(ann, here, { maxAgeSeconds: 300 });
      expect(claims).toMatchObject({ application: { slug: desk.slug }, step_up: { satisfied: false } });
      expect((await stepUp(ann, here, { application: other.slug }))?.application?.slug).toBe(other.slug);
      expect((await stepUp(ann, elsewhere))?.application).toBeNull();
      const strong = { ...password, amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' as const, highest_aal: 'aal2' as const };
      expect(await ann.refusal(await ann.signIn({ ...strong, application: desk.slug }))).toBeNull();
      // Another change asks nobody anew who has been asked since.
      const asked = { ...password, auth_time: ago(-1), application: desk.slug };
      if (aal === 'aal1') {
        const later = await ann.signIn(asked);
        await desk.change({ ...rule, maxPostponements: 0 });
        expect(await ann.refusal(later)).toBeNull();
      }
      await desk.change({});
      expect(await ann.refusal(here)).toBeNull();
    });

    it('that comes with a deadline when that has come, and of an application that is gone never', async () => {
      const { slug, change } = await application();
      const ann = await Resident.register(identity);
      const session = await ann.signIn({ ...password, application: slug });
      await change({ deadline: new Date(Date.now() + 3_600_000).toISOString() });
      expect(await ann.refusal(session)).toBeNull();
      await change({ mfa: 'required' });
      expect(await ann.refusal(session)).toBe('session.step_up_required');
      await operator.call('DELETE', `/internal/admin/applications/${slug}`);
      expect(await ann.refusal(session)).toBeNull();
    });
  });

  it('a level that is required is asked of every session below it, whenever it began', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const session = await member.signIn(byEmail);
    await require(id, new Date(Date.now() - 60_000), 'aal2');
    await expect(member.call('GET', '/internal/sessions/current', undefined, session)).rejects.toMatchObject(
      needs('aal2'),
    );
    expect(await member.refusal()).toBeNull();
  });

  it('such a session buys a step-up, is never taken for one already, and can be ended', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const session = await member.signIn(password);
    await require(id, soon());
    await new Promise((resolve) => setTimeout(resolve, 5));
    const asked = { aal: 'aal1', maxAgeSeconds: 300 };
    expect((await stepUp(member, session, asked))?.step_up).toEqual({ aal: 'aal1', satisfied: false });
    await require(id, new Date(), 'aal2');
    const claims = await stepUp(member, session, asked);
    expect(claims).toMatchObject({ step_up: { aal: 'aal2', satisfied: false }, organizations: [id], amr: ['pwd'] });
    const current = '/internal/sessions/current/subject-tokens';
    for (const body of [{ purpose: 'manage-factors', application: null }, { purpose: 'account' }]) {
      expect(await codeOf(member.call('POST', current, body, session))).toBe('session.step_up_required');
    }
    const assurance = { sub: member.id, purpose: 'step-up' as const, session: claims?.session?.id ?? null };
    const issue = {
      method: 'POST',
      path: '/internal/sessions',
      body: { assuranceToken: identity.assure(assurance) },
      caller,
    } as const;
    const renewed = await identity.client.call<IssuedSession>(issue);
    expect(await member.refusal(renewed.token)).toBeNull();
    expect(await member.refusal(session)).toBe('session.required');

    const other = await member.signIn(password);
    expect(await codeOf(member.call('DELETE', '/internal/sessions/current', undefined, other))).toBeNull();
    expect(await member.refusal(other)).toBe('session.required');
  });

  it('whoever joins an organization that requires it is asked from then on, and no more once he has left', async () => {
    const { id } = await anOrganization(identity, operator);
    await require(id, new Date(Date.now() - 3_600_000));
    const ann = await Resident.register(identity);
    const session = await ann.signIn({ ...password, auth_time: ago(10) });
    expect(await ann.refusal(session)).toBeNull();
    await join(identity, id, ann);
    expect(await ann.refusal(session)).toBe('session.step_up_required');
    await operator.call('DELETE', `/internal/organizations/${id}/members/${ann.id}`);
    expect(await ann.refusal(session)).toBeNull();
  });

  it('of several organizations the strictest holds; of others nobody notices anything', async () => {
    const [acme, beta, other] = [
      await anOrganization(identity, operator),
      await anOrganization(identity, operator),
      await anOrganization(identity, operator),
    ];
    await join(identity, beta.id, acme.member);
    const session = await acme.member.signIn(byEmail);
    await require(acme.id, new Date());
    await require(other.id, new Date(), 'aal2');
    expect(await acme.member.refusal(session)).toBeNull();
    await require(beta.id, new Date(), 'aal2');
    expect(await acme.member.refusal(session)).toBe('session.step_up_required');
  });

  it('race: from the moment that the requirement is stored no check lets a session through, however many are under way', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const session = await member.signIn({ ...password, auth_time: ago(5) });
    const outcomes: { began: number; code: string | null }[] = [];
    let done = false;
    const checking = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (!done) {
          const began = performance.now();
          outcomes.push({ began, code: await member.refusal(session) });
        }
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await require(id, new Date());
    const stored = performance.now();
    const after = () => outcomes.filter(({ began }) => began > stored);
    await eventually(() => after().length > 20);
    done = true;
    await checking;
    expect(outcomes.some(({ code }) => code === null)).toBe(true);
    expect(new Set(after().map(({ code }) => code))).toEqual(new Set(['session.step_up_required']));
  });

  it('race: words of mfa in any order and more than once leave the newest', async () => {
    const { id, member } = await anOrganization(identity, operator);
    const session = await member.signIn({ ...password, auth_time: ago(5) });
    const log = identity.app.get(OrganizationLog, { strict: false });
    const word = (since: Date | null, of: number) =>
      log.policyChanged({
        ...{
          organizationId: id,
          cutOff: null,
          leastAal: 'aal1',
          revision: of,
          actor: null,
          at: new Date().toISOString(),
        },
        mfaRequiredSince: since?.toISOString() ?? null,
      });
    await Promise.all([
      word(new Date(), 9007),
      word(null, 9006),
      word(null, 9005),
      word(new Date(), 9007),
      word(null, 9001),
    ]);
    expect(await member.refusal(session)).toBe('session.step_up_required');
    await word(null, 9002);
    expect(await member.refusal(session)).toBe('session.step_up_required');
  });
});
