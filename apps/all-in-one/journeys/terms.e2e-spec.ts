import type { CreateApplicationRequest, FlowView } from '@postern/contracts';
import { Browser, createApplication, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The terms of an application (R14)', () => {
  let postern: Installation;
  let operator: Person;
  let settings: CreateApplicationRequest;
  const terms = (version: string) => ({ version, title: 'House rules', text: `Be kind. (${version})` });

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  beforeEach(async () => {
    const slug = `house-${Math.random().toString(36).slice(2).replace(/\d/g, 'x')}`;
    settings = { ...(await createApplication(operator, { slug, name: 'House', terms: terms('1') })) };
  });

  afterAll(() => postern.stop());

  const publish = (version: string) => {
    const {
      slug,
      createdAt: _,
      updatedAt: __,
      ...rest
    } = settings as CreateApplicationRequest & Record<string, unknown>;
    return operator.call('PUT', `/v1/admin/applications/${slug}`, { ...rest, terms: terms(version) });
  };
  const asked = async (ann: Person) => {
    expect((await ann.signInFully({ application: settings.slug })).kind).toBe('accept-terms');
    return ann.step('accept-terms');
  };

  it('are shown after everything else, and agreeing signs in; they are not asked again', async () => {
    const ann = await postern.newcomer();
    await ann.enroll({ application: settings.slug });
    expect(ann.step('accept-terms')).toEqual({ kind: 'accept-terms', application: settings.slug, ...terms('1') });
    expect(ann.flow?.session).toBeUndefined();
    expect(await ann.act('GET')).toMatchObject({ kind: 'accept-terms', version: '1' });
    await ann.act('POST', '/terms', { accepted: true, version: '1' });
    expect(ann.flow).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal2' } });
    expect((await ann.signInFully({ application: settings.slug })).kind).toBe('complete');
  });

  it('are recorded: who, which version, when', async () => {
    const ann = await postern.enrolled();
    await asked(ann);
    await ann.act('POST', '/terms', { accepted: true, version: '1' });
    const held = JSON.stringify(await ann.call('GET', '/v1/account/export'));
    expect(held).toContain(settings.slug);
    const { entries } = await ann.call<{ entries: { kind: string; application: string | null }[] }>(
      'GET',
      '/v1/account/activity',
    );
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'terms.accepted', application: settings.slug }));
  });

  it('end the sign-in of whoever does not agree, and say why; the next one is asked again', async () => {
    const ann = await postern.enrolled();
    await asked(ann);
    expect(await ann.attempt('POST', '/terms', { accepted: false, version: '1' })).toMatchObject({
      status: 403,
      body: { code: 'terms.declined' },
    });
    const after = await ann.attempt<FlowView>('POST', '/terms', { accepted: true, version: '1' });
    expect(after.status).toBeGreaterThanOrEqual(400);
    expect(after.body.session).toBeUndefined();
    await asked(ann);
  });

  it('are asked for again when there is a new version, also when it came while the old one was read', async () => {
    const ann = await postern.enrolled();
    await asked(ann);
    await publish('2');
    expect(await ann.act('POST', '/terms', { accepted: true, version: '1' })).toMatchObject({
      kind: 'accept-terms',
      version: '2',
    });
    await ann.act('POST', '/terms', { accepted: true, version: '2' });
    ann.step('complete');
    await publish('3');
    expect(await asked(ann)).toMatchObject({ version: '3' });
  });

  it('do not concern other applications, nor signing in to none', async () => {
    const ann = await postern.enrolled();
    await asked(ann);
    expect((await ann.signInFully()).kind).toBe('complete');
  });

  it('give a browser its session only once it agrees', async () => {
    const ann = await postern.enrolled();
    const browser = new Browser(postern.url);
    const { username: identifier, password } = ann;
    await browser.send('POST', '/v1/sign-ins', { identifier, password, application: settings.slug });
    const code = await ann.receiveCode(ann.phone);
    const reply = await browser.send<FlowView>('POST', '/v1/sign-ins/current/answer', { code });
    expect(reply.body.step.kind).toBe('accept-terms');
    expect([...browser.cookies.keys()]).toEqual(['postern_flow']);
    expect((await browser.send('GET', '/v1/session')).status).toBe(401);
    await browser.send('POST', '/v1/sign-ins/current/terms', { accepted: true });
    expect([...browser.cookies.keys()]).toEqual(['postern_session']);
  });

  it('twenty agreements at the same moment are one session', async () => {
    const ann = await postern.enrolled();
    await asked(ann);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => ann.attempt<FlowView>('POST', '/terms', { accepted: true, version: '1' })),
    );
    expect(new Set(replies.map(({ body }) => body.session?.token).filter(Boolean)).size).toBe(1);
  });
});
