import type { FlowView } from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import {
  askForResetLink,
  changeFactors,
  disavow,
  findAccount,
  linkTokenIn,
  openResetLink,
  stepUp,
  type Person,
  type Reply,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const another = 'another long enough passphrase';

describe('A flow that was begun before buys nothing after (S14)', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  afterAll(() => postern.stop());

  const changePassword = (ann: Person) =>
    ann.call<{ token: string }>('PUT', '/v1/account/password', { currentPassword: ann.password, password: another });
  const expectNothing = ({ status, body }: Reply<FlowView>) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toHaveProperty('session');
  };

  it.each([
    ['the password is changed', changePassword],
    [
      'the account is disabled',
      async (ann) => {
        const account = await findAccount(operator, ann.username);
        await operator.call('POST', `/v1/admin/accounts/${account?.id}/disablement`, {});
      },
    ],
    [
      'the owner says "this was not me"',
      async (ann) => disavow(postern.client, linkTokenIn(await ann.receive(ann.email, 'factor-added'))),
    ],
    ['the account is closed', async (ann) => ann.call('POST', '/v1/account/closure', {})],
  ] as [string, (ann: Person) => Promise<unknown>][])('when %s', async (_, happens) => {
    const ann = await postern.enrolled();
    const thief = ann.elsewhere();
    await thief.signIn();
    const code = await thief.receiveCode(thief.phone);
    await happens(ann);
    expectNothing(await thief.attempt('POST', '/answer', { code }));
    expectNothing(await thief.attempt('GET'));
  });

  it('when somebody used up the answers meanwhile, in another flow (S5)', async () => {
    const ann = await postern.enrolled();
    const older = ann.elsewhere();
    await older.signIn();
    const code = await older.receiveCode(older.phone);
    await ann.signIn();
    const wrong = (await ann.receiveCode(ann.phone)) === '000000' ? '000001' : '000000';
    for (let times = 0; times < 5; times++) await ann.attempt('POST', '/answer', { code: wrong });
    expect(await older.attempt('POST', '/answer', { code })).toMatchObject({ body: { code: 'challenge.locked' } });
  });

  it('of any purpose: changes of factors, a step-up and a reset end with the password that they came from', async () => {
    const ann = await postern.enrolled();
    const [changing, proving, resetting] = [ann.elsewhere(), ann.elsewhere(), ann.elsewhere()];
    changing.session = proving.session = ann.session;
    await changeFactors(changing);
    await stepUp(proving, { maxAgeSeconds: 0 });
    const proof = await proving.receiveCode(proving.phone);
    await openResetLink(resetting, await askForResetLink(resetting));
    await resetting.finish();
    const { token } = await changePassword(ann);
    expectNothing(await changing.attempt('POST', '/done', {}));
    expectNothing(await proving.attempt('POST', '/answer', { code: proof }));
    expectNothing(await resetting.attempt('POST', '/new-password', { password: 'the password of a thief' }));
    expect((await postern.client.as(token).send('GET', '/v1/session')).status).toBe(200);
  });

  it('a factor that is being set up when the password changes is not activated by the old flow, a second later at the most', async () => {
    const ann = await postern.enrolled();
    const thief = ann.elsewhere();
    thief.session = ann.session;
    await changeFactors(thief);
    await thief.enrollTotp();
    await changePassword(ann);
    await eventually(async () => (await thief.attempt('GET')).status === 404, 1_000);
    expectNothing(await thief.attempt('POST', '/answer', { code: thief.totpCode() }));
    const owner = ann.elsewhere();
    await owner.signIn({ password: another });
    expect(owner.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
  });

  it('what was taken before the second factor opens nothing: a flow token is no session, a session token no flow', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    const half = postern.client.as(ann.flowToken as string);
    for (const path of ['', '/factors', '/sessions', '/trusted-devices', '/recovery-codes', '/activity', '/export'])
      expect((await half.send('GET', `/v1/account${path}`)).status).toBe(401);
    expect((await half.send('POST', '/v1/step-ups', { client: 'native' })).status).toBe(401);
    const whole = postern.client.as(ann.session as string);
    expect((await whole.send('GET', '/v1/sign-ins/current')).status).toBe(404);
  });

  it('starting over does not escape enrollment: a new account is asked every time', async () => {
    const ann = await postern.newcomer();
    for (let times = 0; times < 3; times++) {
      expect((await ann.signIn()).kind).toBe('verify-email');
      for (const [path, body] of [
        ['/enrollment-choice', { choice: 'not-now' }],
        ['/done', {}],
        ['/terms', { accepted: true }],
        ['/new-password', { password: another }],
        ['/lost-factors', {}],
      ] as const)
        expect(await ann.attempt('POST', path, body)).toMatchObject({ status: 409 });
    }
    await ann.verifyEmail();
    expect((await ann.elsewhere().signIn()).kind).toBe('enroll-factor');
  });
});
