import { subjectTokenClaims, type Authenticated, type PublicApplication } from '@postern/contracts';
import { noEnrollmentRules } from '@postern/identity-domain';
import { settings, someTerms } from '@postern/identity-domain/testing';
import { openIdentityAdministration, type IdentityAdministration } from '../administration.js';
import { codeOf, Resident } from '../testing/resident.js';
import { environmentOf, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

const targets = ['https://parcel-desk.example/signed-in?from=postern', 'https://parcel-desk.example/other'];

describe('Signing in to an application', () => {
  let identity: RunningIdentity;
  let administration: IdentityAdministration;
  let ann: Resident;

  beforeAll(async () => {
    identity = await runIdentity();
    administration = await openIdentityAdministration(environmentOf(identity.config));
    await administration.createApplication({
      slug: 'parcel-desk',
      ...settings({
        allowedFactors: ['sms', 'totp'],
        enrollment: {
          mfa: 'required',
          requiredFrom: '2026-01-01T00:00:00Z',
          deadline: '2027-01-01T00:00:00+01:00',
          maxPostponements: 2,
          leastAal: 'aal2',
        },
        rememberDeviceDays: 7,
        redirectTargets: targets,
        terms: someTerms,
      }),
    });
    await administration.createApplication({ slug: 'bare', ...settings({ redirectTargets: [] }) });
    ann = await Resident.register(identity, { locale: 'es' });
  });
  afterAll(async () => {
    await administration.close();
    await identity.stop();
  });

  const authenticate = async (body: object) => {
    const { username: identifier, password } = ann.person;
    const path = '/internal/authentications';
    const wanted = { identifier, password, application: 'parcel-desk', ...body };
    const { subjectToken } = await ann.call<Authenticated>('POST', path, wanted);
    return identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims);
  };

  it('tells mfa what the second factor depends on, and in which language to write', async () => {
    expect(await authenticate({})).toMatchObject({
      sub: ann.id,
      purpose: 'sign-in',
      locale: 'es',
      amr: ['pwd'],
      aal: 'aal1',
      application: {
        slug: 'parcel-desk',
        name: 'Parcel Desk',
        support_contact: 'help@parcel-desk.example',
        allowed_factors: ['sms', 'totp'],
        mfa: 'required',
        least_aal: 'aal2',
        required_from: Date.parse('2026-01-01T00:00:00Z') / 1000,
        deadline: Date.parse('2026-12-31T23:00:00Z') / 1000,
        max_postponements: 2,
        remember_device_days: 7,
      },
      redirect_to: targets[0],
      session: null,
      step_up: null,
      actor: null,
    });
    expect(await authenticate({ application: null })).toMatchObject({ application: null, redirect_to: null });
    expect(await authenticate({ application: 'bare' })).toMatchObject({ redirect_to: null });
  });

  it('an application from before MFA could be required has no such rule, until it says so', async () => {
    const slug = 'older';
    const { enrollment: _, ...older } = settings({ redirectTargets: targets });
    await identity.database.query(
      'spec.older-application',
      `insert into identity.application (slug, settings, created_at, updated_at, version) values ($1, $2, now(), now(), 1)`,
      [slug, JSON.stringify({ ...older, enrollment: { requiredFrom: null, maxPostponements: 2 } })],
    );
    expect(await authenticate({ application: slug })).toMatchObject({
      application: { mfa: 'offered', required_from: null, deadline: null, max_postponements: 2, least_aal: 'aal1' },
    });
    const shown = await administration.showApplication(slug);
    const enrollment = { mfa: 'offered', requiredFrom: null, deadline: null, maxPostponements: 2, leastAal: 'aal1' };
    expect(shown).toMatchObject({ slug, enrollment });
    const changed = await administration.updateApplication(
      slug,
      settings({ enrollment: { ...noEnrollmentRules, mfa: 'required' } }),
    );
    expect(changed).toMatchObject({ outcome: 'changed', application: { enrollment: { mfa: 'required' } } });
    expect(await administration.listApplications()).toContainEqual(expect.objectContaining({ slug }));
    await administration.removeApplication(slug);
  });

  it('R16: sends people where they asked to go', async () => {
    expect(await authenticate({ redirectTo: targets[1] })).toMatchObject({ redirect_to: targets[1] });
    const shouted = targets[1]!.replace('https://parcel-desk.example', 'HTTPS://Parcel-Desk.Example:443');
    expect(await authenticate({ redirectTo: shouted })).toMatchObject({ redirect_to: targets[1] });
  });

  it.each([
    '//evil.example',
    '\\\\evil.example',
    'https:\\\\parcel-desk.example\\other',
    'javascript:alert(1)',
    'https://ann:secret@parcel-desk.example/other',
    'https://parcel-desk.example/%2fother',
    'https://parcel-desk.example./other',
    'https://parcel-desk.example:8443/other',
    'https://parcel-desk.example/other\u0000',
    'https://pаrcel-desk.example/other',
  ])('S18 open redirect: %j is refused before the password is looked at', async (redirectTo) => {
    for (const application of ['parcel-desk', 'bare', null]) {
      const attempt = authenticate({ application, redirectTo, password: 'not this one' });
      expect(await codeOf(attempt)).toBe('application.redirect_refused');
    }
  });

  it.each(['no-such-application', 'Parcel-Desk', 'parcel-desk ', "' or 1=1 --", '\u0000'])(
    'S22: an application %j does not exist, whatever the password',
    async (application) => {
      const attempt = codeOf(authenticate({ application, password: 'not this one' }));
      expect(['application.unknown', 'request.invalid']).toContain(await attempt);
    },
  );

  it('R15: shows anybody what a sign-in page needs, and no more', async () => {
    const shown = await ann.call<PublicApplication>('GET', '/internal/applications/parcel-desk');
    expect(shown).toEqual({
      slug: 'parcel-desk',
      name: 'Parcel Desk',
      tagline: 'Labels and pickups',
      supportContact: 'help@parcel-desk.example',
      passkeySignIn: true,
      branding: settings().branding,
      terms: { version: someTerms.version, title: someTerms.title },
    });
    expect(await codeOf(ann.call('GET', '/internal/applications/nope'))).toBe('application.not_found');
    expect(await codeOf(ann.call('GET', '/internal/applications/%00'))).toBe('application.not_found');
  });

  it('P1: without an application a sign-in takes no statement more than before, with one exactly one', async () => {
    const statements = async (application: string | null) => {
      const asked: string[] = [];
      const { query } = identity.database;
      identity.database.query = function (this: typeof identity.database, name, text, values) {
        asked.push(name);
        return query.call(this, name, text, values);
      } as typeof query;
      await authenticate({ application });
      identity.database.query = query;
      return asked;
    };
    expect(await statements(null)).toEqual(['identity.credential.by-username', 'identity.audit.append']);
    expect(await statements('bare')).toEqual([
      'identity.application.get',
      'identity.credential.by-username',
      'identity.audit.append',
    ]);
  });
});
