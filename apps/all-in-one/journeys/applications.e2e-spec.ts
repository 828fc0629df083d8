import type { PublicApplication } from '@postern/contracts';
import { createApplication, Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const targets = ['https://desk.example.org/signed-in?from=postern', 'https://desk.example.org/other'] as const;

describe('Signing in to an application', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
    await createApplication(operator, {
      slug: 'front-desk',
      name: 'Front Desk',
      tagline: 'Who is here today',
      supportContact: 'desk@example.org',
      allowedFactors: ['sms', 'email'],
      redirectTargets: [...targets],
    });
    await createApplication(operator, { slug: 'bare', name: 'Bare' });
  });

  afterAll(() => postern.stop());

  it('shows its name and whom to ask for help at every step (R15)', async () => {
    const application = { slug: 'front-desk', name: 'Front Desk', supportContact: 'desk@example.org' };
    const ann = await postern.newcomer();
    const shown = async (step: Promise<unknown>) => {
      await step;
      expect(ann.flow?.application).toEqual(application);
    };
    await shown(ann.signIn({ application: 'front-desk' }));
    await shown(ann.verifyEmail());
    await shown(ann.enrollSms());
    await shown(ann.answer(await ann.receiveCode(ann.phone)));
    expect((await ann.readSession()).application).toBe('front-desk');
  });

  it('offers the kinds of factor that it allows, and refuses others (R4)', async () => {
    const ann = await postern.newcomer();
    await ann.signIn({ application: 'front-desk' });
    await ann.verifyEmail();
    expect(ann.step('enroll-factor').allowed).toEqual(['sms', 'email']);
    for (const kind of ['totp', 'webauthn'])
      expect(await ann.attempt('POST', '/factors', { kind })).toMatchObject({
        status: 422,
        body: { code: 'factor.kind_not_allowed' },
      });
    expect((await ann.act('GET')).kind).toBe('enroll-factor');
  });

  it('asks who has only methods of other kinds for one of them, and then for one that it allows', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollTotp();
    await ann.answer(ann.totpCode(1));
    await ann.signIn({ application: 'front-desk' });
    expect(ann.step('answer-challenge').factor.kind).toBe('totp');
    await ann.answer(ann.totpCode());
    expect(ann.step('enroll-factor').allowed).toEqual(['sms', 'email']);
    await ann.enrollSms();
    await ann.answer(await ann.receiveCode(ann.phone));
    ann.step('complete');
    await ann.signIn({ application: 'front-desk' });
    expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
  });

  it('sends people where they wanted to go, or to its first address', async () => {
    const ann = await postern.enrolled();
    expect(await ann.signInFully({ application: 'front-desk', redirectTo: targets[1] })).toMatchObject({
      kind: 'complete',
      redirectTo: targets[1],
    });
    expect(await ann.signInFully({ application: 'front-desk' })).toMatchObject({ redirectTo: targets[0] });
    expect((await ann.signInFully({ application: 'bare' })) as { redirectTo?: string }).not.toHaveProperty(
      'redirectTo',
    );
  });

  it.each([
    'https://desk.example.org/other/',
    'https://desk.example.org/other?x',
    'https://desk.example.org/other#x',
    'https://desk.example.org/%6fther',
    'https://desk.example.org/a/../other%2f',
    'https://desk.example.org:8443/other',
    'http://desk.example.org/other',
    'https://desk.example.org.evil.example/other',
    'https://desk.example.org@evil.example/other',
    'https://ann:secret@desk.example.org/other',
    '//evil.example',
    '\\\\evil.example',
    'https:\\\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/other',
    ' https://evil.example',
  ])('does not send anybody to %j, and says so before it looks at the password (S18)', async (redirectTo) => {
    const ann = new Person(postern.client);
    for (const application of ['front-desk', 'bare'])
      await expect(ann.signIn({ application, redirectTo })).rejects.toMatchObject({
        status: 422,
        problem: { code: 'application.redirect_refused' },
      });
  });

  it('tells anybody what a sign-in page needs, and no more', async () => {
    const shown = await postern.client.expect<PublicApplication>('GET', '/v1/applications/front-desk');
    expect(shown).toMatchObject({
      name: 'Front Desk',
      tagline: 'Who is here today',
      supportContact: 'desk@example.org',
    });
    expect(shown).not.toHaveProperty('redirectTargets');
    expect(await postern.client.send('GET', '/v1/applications/nope')).toMatchObject({
      status: 404,
      body: { code: 'application.not_found' },
    });
  });

  it('is over for new sign-ins once it is removed', async () => {
    await createApplication(operator, { slug: 'short-lived' });
    const ann = await postern.enrolled();
    expect((await ann.signInFully({ application: 'short-lived' })).kind).toBe('complete');
    await operator.call('DELETE', '/v1/admin/applications/short-lived');
    await expect(ann.signIn({ application: 'short-lived' })).rejects.toMatchObject({
      status: 422,
      problem: { code: 'application.unknown' },
    });
  });
});
