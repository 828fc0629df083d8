import {
  subjectTokenClaims,
  type Authenticated,
  type IssuedSession,
  type SessionIssue,
  type SubjectTokenClaims,
} from '@postern/contracts';
import { settings, someTerms } from '@postern/identity-domain/testing';
import { newId } from '@postern/kernel';
import { TokenSigner } from '@postern/platform';
import { openIdentityAdministration } from '../administration.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { environmentOf, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('What mfa is told, and what its word buys', () => {
  let identity: RunningIdentity;
  let mfa: TokenSigner;
  beforeAll(async () => {
    identity = await runIdentity();
    mfa = new TokenSigner('mfa', identity.keys.signing.mfa);
    const administration = await openIdentityAdministration(environmentOf(identity.config));
    await administration.createApplication({ slug: 'desk', ...settings({ terms: someTerms }) });
    await administration.createApplication({ slug: 'no-passkeys', ...settings({ passkeySignIn: false }) });
    await administration.close();
  });
  afterAll(() => identity.stop());

  const resident = () => Resident.register(identity);
  const seconds = (ago = 0) => Math.floor(Date.now() / 1000) - ago;
  const claimsOf = ({ subjectToken }: Authenticated) =>
    identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims) as SubjectTokenClaims;
  const subject = async (who: Resident, body: object, session?: string) =>
    claimsOf(await who.call<Authenticated>('POST', '/internal/sessions/current/subject-tokens', body, session));
  const stepUp = { purpose: 'step-up', aal: null, maxAgeSeconds: null, application: null };
  const issue = (who: Resident, claims: Parameters<RunningIdentity['assure']>[0], terms?: object) =>
    who.call<SessionIssue>('POST', '/internal/sessions', { assuranceToken: identity.assure(claims), terms });
  const sessionId = async (who: Resident, token?: string) =>
    (await who.call<IssuedSession['session']>('GET', '/internal/sessions/current', undefined, token)).id;

  describe('POST /internal/sessions/current/subject-tokens', () => {
    it('a step-up builds on what the session proved today, and says whether that is enough', async () => {
      const ann = await resident();
      expect(await subject(ann, stepUp)).toMatchObject({
        sub: ann.id,
        purpose: 'step-up',
        amr: ['pwd', 'otp', 'mfa'],
        aal: 'aal2',
        session: { id: await sessionId(ann) },
        step_up: { aal: null, satisfied: true },
      });
      const hourAgo = seconds(3600);
      const old = await ann.signIn({ auth_time: hourAgo });
      const standing = async (wishes: object) => (await subject(ann, { ...stepUp, ...wishes }, old)).step_up;
      expect(await standing({})).toEqual({ aal: null, satisfied: false });
      expect(await standing({ maxAgeSeconds: 3700 })).toEqual({ aal: null, satisfied: true });
      expect(await subject(ann, stepUp, old)).toMatchObject({ auth_time: hourAgo, amr: ['pwd', 'otp', 'mfa'] });
      const weak = await ann.signIn({ aal: 'aal1', amr: ['pwd'] });
      expect((await subject(ann, stepUp, weak)).step_up).toEqual({ aal: null, satisfied: false });
      expect((await subject(ann, { ...stepUp, aal: 'aal1' }, weak)).step_up).toEqual({ aal: 'aal1', satisfied: true });
      expect((await subject(ann, { ...stepUp, aal: 'aal2' }, weak)).step_up).toEqual({ aal: 'aal2', satisfied: false });
    });

    it('S10: proofs of yesterday are none', async () => {
      const ann = await resident();
      const old = await ann.signIn({ aal: 'aal1', amr: ['pwd', 'email'], auth_time: seconds(24 * 60 * 60 + 60) });
      expect(await subject(ann, stepUp, old)).toMatchObject({ amr: [], aal: 'aal1' });
    });

    it('S11: factors are managed only by who has just proven it as well as the account can', async () => {
      const ann = await resident();
      const wanted = { purpose: 'manage-factors', application: null };
      expect(await subject(ann, wanted)).toMatchObject({ purpose: 'manage-factors', step_up: null });
      for (const claims of [{ auth_time: seconds(301) }, { aal: 'aal1', highest_aal: 'aal2' }] as const) {
        const session = await ann.signIn(claims);
        await expect(subject(ann, wanted, session)).rejects.toMatchObject({
          code: 'session.step_up_required',
          details: { required: { aal: 'aal2', maxAgeSeconds: 300 } },
        });
        expect(await subject(ann, { purpose: 'account' }, session)).toMatchObject({
          purpose: 'account',
          step_up: null,
        });
      }
    });

    it('S22: no other purpose, no unknown application, and nothing without a session', async () => {
      const ann = await resident();
      for (const purpose of ['sign-in', 'recovery', 'factor-reset', null]) {
        expect(await codeOf(subject(ann, { purpose }))).toBe('request.invalid');
      }
      expect(await codeOf(subject(ann, { ...stepUp, application: 'nope' }))).toBe('application.unknown');
      expect(await codeOf(subject(ann, stepUp, 'A'.repeat(43)))).toBe('session.required');
      expect((await subject(ann, { ...stepUp, application: 'desk' })).application).toMatchObject({ slug: 'desk' });
    });
  });

  describe('a step-up completed', () => {
    const renewal = async (ann: Resident, wishes: object = {}) => ({
      sub: ann.id,
      purpose: 'step-up' as const,
      session: await sessionId(ann),
      jti: newId(),
      ...wishes,
    });

    it('S15: the old token is dead, and the new one is as fresh as the proof', async () => {
      const ann = await resident();
      const before = await ann.call<IssuedSession['session']>('GET', '/internal/sessions/current');
      const result = await issue(ann, await renewal(ann, { amr: ['hwk'], auth_time: seconds(200) }));
      expect(await ann.refusal()).toBe('session.required');
      if (result.outcome !== 'issued') throw new Error(result.outcome);
      expect(await ann.refusal(result.token)).toBeNull();
      expect(result.session).toMatchObject({ amr: ['pwd', 'otp', 'mfa', 'hwk'], account: before.account });
      expect(Date.parse(result.session.authenticatedAt) / 1000).toBeCloseTo(seconds(200), -1);
      expect(await ann.kinds()).toContain('session.renewed');
    });

    it('race: of 20 parallel step-ups of one session exactly one is a session', async () => {
      const ann = await resident();
      const claims = await Promise.all(Array.from({ length: 20 }, () => renewal(ann)));
      const outcomes = await Promise.all(claims.map((each) => codeOf(issue(ann, each))));
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
      const open = await identity.database.query(
        'open',
        'select from identity.session where account_id = $1 and ended_at is null',
        [ann.id],
      );
      expect(open).toHaveLength(1);
      expect(tally(await ann.kinds())).toMatchObject({ 'session.renewed': 1 });
    });

    it('S22: renews no session of somebody else, and none that is over', async () => {
      const [ann, ben] = [await resident(), await resident()];
      const stolen = await renewal(ann, { session: await sessionId(ben) });
      expect(await codeOf(issue(ann, stolen))).toBe('assurance.refused');
      expect(await ben.refusal()).toBeNull();
      const late = await renewal(ann);
      await ann.call('DELETE', '/internal/sessions/current');
      expect(await codeOf(issue(ann, late))).toBe('assurance.refused');
    });

    it('S14: is refused when the password changed or the account was disabled meanwhile', async () => {
      for (const change of ['credential_version = 2', "state = 'disabled'"]) {
        const ann = await resident();
        const claims = await renewal(ann);
        await identity.database.query(`change ${change}`, `update identity.account set ${change} where id = $1`, [
          ann.id,
        ]);
        expect(await codeOf(issue(ann, claims))).toBe('assurance.refused');
      }
    });

    it('S13: a recovery buys no session', async () => {
      const ann = await resident();
      expect(await codeOf(issue(ann, { sub: ann.id, purpose: 'recovery' }))).toBe('assurance.refused');
    });
  });

  describe('the terms of an application (R14)', () => {
    const signIn = (ann: Resident, jti: string, terms?: object) =>
      issue(ann, { sub: ann.id, jti, application: 'desk' }, terms);

    it('come first, and are asked for once', async () => {
      const ann = await resident();
      const jti = newId();
      expect(await signIn(ann, jti)).toEqual({
        outcome: 'terms-required',
        step: { kind: 'accept-terms', application: 'desk', ...someTerms },
      });
      expect(await signIn(ann, jti, { accepted: true, version: 'older' })).toMatchObject({ outcome: 'terms-required' });
      expect(await signIn(ann, jti, { accepted: true, version: someTerms.version })).toMatchObject({
        outcome: 'issued',
        session: { application: 'desk' },
      });
      expect(await signIn(ann, newId())).toMatchObject({ outcome: 'issued' });
    });

    it('race: of 20 parallel agreements exactly one is a session, and one is recorded', async () => {
      const ann = await resident();
      const jti = newId();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => codeOf(signIn(ann, jti, { accepted: true }))),
      );
      expect(tally(outcomes)).toEqual({ null: 1, 'assurance.spent': 19 });
      expect(tally(await ann.kinds())).toMatchObject({ 'terms.accepted': 1, 'session.issued': 2 });
    });

    it('S19: an assurance of a flow that was declined buys nothing, for nobody', async () => {
      const ann = await resident();
      const jti = newId();
      expect(await codeOf(signIn(ann, jti, { accepted: false }))).toBe('terms.declined');
      expect(await codeOf(signIn(ann, jti, { accepted: true }))).toBe('assurance.spent');
      expect(await codeOf(issue(ann, { sub: ann.id, jti }))).toBe('assurance.spent');
      expect(await ann.kinds()).toContain('terms.declined');
    });
  });

  describe('POST /internal/password-confirmations', () => {
    const confirm = (ann: Resident, password: string, claims: object = {}) =>
      ann.call<Authenticated>('POST', '/internal/password-confirmations', {
        confirmationToken: mfa.sign(
          'confirmation',
          'identity',
          { sub: ann.id, jti: newId(), purpose: 'step-up', ...claims },
          60,
        ),
        password,
      });

    it('takes the password of whom the flow is about', async () => {
      const [ann, ben] = [await resident(), await resident()];
      const claims = claimsOf(await confirm(ann, ann.person.password));
      expect(claims).toMatchObject({ sub: ann.id, purpose: 'step-up', amr: ['pwd'], aal: 'aal1' });
      expect(Math.abs(claims.auth_time - seconds())).toBeLessThan(10);
      expect(await codeOf(confirm(ann, 'brass kettle 42'))).toBe('account.password_rejected');
      expect(await codeOf(confirm(ann, ann.person.password, { sub: newId() }))).toBe('account.password_rejected');
      expect(tally(await ann.kinds())).toMatchObject({ 'password.accepted': 1, 'password.rejected': 1 });
      expect(await ben.kinds()).not.toContain('password.accepted');
    });

    it('S19 token confusion: takes no other kind of token in its place', async () => {
      const ann = await resident();
      const { password } = ann.person;
      for (const confirmationToken of [identity.assure({ sub: ann.id }), identity.serviceToken(), 'x', '']) {
        const path = '/internal/password-confirmations';
        expect(await codeOf(ann.call('POST', path, { confirmationToken, password }))).toBe('flow.expired');
      }
    });
  });

  describe('POST /internal/authentications/passkey', () => {
    const token = (sub: string, wishes: object = {}) =>
      mfa.sign(
        'passkey',
        'identity',
        {
          sub,
          jti: newId(),
          amr: ['hwk', 'user', 'mfa'],
          aal: 'aal2',
          auth_time: seconds(),
          factor: { id: newId(), kind: 'webauthn' },
          ...wishes,
        },
        60,
      );
    const sign = (
      ann: Resident,
      passkeyToken: string,
      application: string | null = null,
      redirectTo: string | null = null,
    ) =>
      ann.call<Authenticated>('POST', '/internal/authentications/passkey', { passkeyToken, application, redirectTo });

    it('counts for what the passkey proved, and is recorded', async () => {
      const ann = await resident();
      expect(claimsOf(await sign(ann, token(ann.id), 'desk'))).toMatchObject({
        sub: ann.id,
        purpose: 'sign-in',
        amr: ['hwk', 'user', 'mfa'],
        aal: 'aal2',
        application: { slug: 'desk' },
        redirect_to: settings().redirectTargets[0],
      });
      expect(await ann.kinds()).toContain('passkey.accepted');
    });

    it('S19 race: one token is one sign-in, of 20 parallel ones exactly one', async () => {
      const ann = await resident();
      const one = token(ann.id);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => codeOf(sign(ann, one))));
      expect(tally(outcomes)).toEqual({ null: 1, 'passkey.rejected': 19 });
    });

    it('S20: a disabled account and none at all are told alike; a forced reset holds here too', async () => {
      const [ann, ben] = [await resident(), await resident()];
      const state = 'update identity.account set state = $2, password_reset_required = $3 where id = $1';
      await identity.database.query('state', state, [ann.id, 'disabled', false]);
      expect(await codeOf(sign(ann, token(ann.id)))).toBe('passkey.rejected');
      expect(await codeOf(sign(ann, token(newId())))).toBe('passkey.rejected');
      await identity.database.query('state', state, [ben.id, 'active', true]);
      expect(await codeOf(sign(ben, token(ben.id)))).toBe('account.password_reset_required');
    });

    it('is refused where the application wants the password, where it is not known, and to where it may not lead', async () => {
      const ann = await resident();
      const one = token(ann.id);
      expect(await codeOf(sign(ann, one, 'no-passkeys'))).toBe('passkey.not_offered');
      expect(await codeOf(sign(ann, one, 'nope'))).toBe('application.unknown');
      expect(await codeOf(sign(ann, one, 'desk', '//evil.example'))).toBe('application.redirect_refused');
      expect(await codeOf(sign(ann, one))).toBeNull();
    });

    it('S19 token confusion: takes no other kind of token in its place', async () => {
      const ann = await resident();
      for (const other of [identity.assure({ sub: ann.id }), identity.serviceToken(), 'x']) {
        expect(await codeOf(sign(ann, other))).toBe('passkey.rejected');
      }
    });
  });
});
