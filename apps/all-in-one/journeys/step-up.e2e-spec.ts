import type { ProblemBody } from '@postern/contracts';
import { changeFactors, proveAgain, stepUp, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Step-up: sensitive calls want a fresh proof (S11, S15)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  /** The sign-in was this long ago. */
  const later = (ann: Person, seconds: number) =>
    postern.sql(
      `update identity.session s set authenticated_at = authenticated_at - make_interval(secs => $2)
       from identity.account a where a.id = s.account_id and a.username = $1`,
      [ann.username, seconds],
    );
  const sensitive: [string, string, (ann: Person) => unknown][] = [
    [
      'PUT',
      '/v1/account/password',
      ({ password }) => ({ currentPassword: password, password: 'another long passphrase' }),
    ],
    ['POST', '/v1/account/email', ({ email }) => ({ email: `x-${email}` })],
    ['PUT', '/v1/account/phone', () => ({ phone: '505 555 0100' })],
    ['POST', '/v1/account/factor-changes', () => ({ client: 'native' })],
    ['POST', '/v1/account/recovery-codes', () => ({})],
    ['DELETE', '/v1/account/trusted-devices', () => undefined],
    ['GET', '/v1/account/export', () => undefined],
    ['POST', '/v1/account/closure', () => ({})],
  ];
  const refusal = (aal: string) => ({
    status: 401,
    body: { code: 'session.step_up_required', required: { aal, maxAgeSeconds: 300 } },
  });

  it('refuses each of them five minutes after the sign-in, says what is needed, and does nothing', async () => {
    const ann = await postern.enrolled();
    await later(ann, 301);
    for (const [method, path, body] of sensitive)
      expect([path, await ann.tryCall<ProblemBody>(method, path, body(ann))]).toMatchObject([path, refusal('aal2')]);
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ email: ann.email, phone: null });
    expect((await ann.signIn()).kind).toBe('answer-challenge');
  });

  it('asks for a code, and gives another session token: the old one is dead (S15)', async () => {
    const ann = await postern.enrolled();
    await later(ann, 301);
    const old = ann.session as string;
    const before = await ann.readSession();
    expect((await stepUp(ann)).kind).toBe('answer-challenge');
    expect(ann.flow?.purpose).toBe('step-up');
    await ann.finish();
    expect(ann.session).not.toBe(old);
    expect((await postern.client.as(old).send('GET', '/v1/session')).status).toBe(401);
    const after = await ann.readSession();
    expect(after).toMatchObject({ aal: 'aal2', amr: expect.arrayContaining(['pwd', 'sms', 'mfa']) });
    expect(Date.parse(after.authenticatedAt)).toBeGreaterThan(Date.parse(before.authenticatedAt));
    await ann.call('PUT', '/v1/account/phone', { phone: '505 555 0100' });
  });

  it('asks for the password too where the sign-in was long ago', async () => {
    const ann = await postern.enrolled();
    await later(ann, 25 * 3600);
    expect((await stepUp(ann)).kind).toBe('confirm-password');
    expect(await ann.attempt('POST', '/password', { password: 'not the password' })).toMatchObject({
      status: 422,
      body: { code: 'account.password_rejected' },
    });
    await ann.act('POST', '/password', { password: ann.password });
    expect(ann.flow?.step.kind).toBe('answer-challenge');
    await ann.finish();
    expect((await ann.readSession()).aal).toBe('aal2');
  });

  it('asks for nothing but the password where there is no second factor', async () => {
    const robin = await postern.newcomer();
    await postern.sql(`update identity.account set created_at = '2024-06-03' where username = $1`, [robin.username]);
    await robin.signIn();
    await robin.act('POST', '/enrollment-choice', { choice: 'not-now' });
    await later(robin, 301);
    expect(await robin.tryCall('POST', '/v1/account/email', { email: `x-${robin.email}` })).toMatchObject(
      refusal('aal1'),
    );
    expect((await stepUp(robin)).kind).toBe('confirm-password');
    await robin.act('POST', '/password', { password: robin.password });
    expect(robin.flow?.session).toMatchObject({ aal: 'aal1', amr: ['pwd'] });
    await robin.call('POST', '/v1/account/email', { email: `x-${robin.email}` });
  });

  it('is over at once where the session is fresh already, and renews the token all the same', async () => {
    const ann = await postern.enrolled();
    const old = ann.session;
    expect((await stepUp(ann)).kind).toBe('complete');
    expect(ann.session).not.toBe(old);
    await later(ann, 20);
    expect((await stepUp(ann, { maxAgeSeconds: 10 })).kind).toBe('answer-challenge');
  });

  it('wants the level that the account can reach: a remembered device’s session is not enough', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    await ann.signIn();
    expect(ann.flow?.session?.aal).toBe('aal1');
    expect(await ann.tryCall('POST', '/v1/account/recovery-codes', {})).toMatchObject(refusal('aal2'));
    await proveAgain(ann);
    expect((await ann.readSession()).aal).toBe('aal2');
    expect((await ann.tryCall('POST', '/v1/account/recovery-codes', {})).status).toBeLessThan(300);
  });

  it('says so when no method of the person can prove what is wanted (S10)', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollEmail();
    await ann.answer(await ann.receiveCode(ann.email));
    await expect(stepUp(ann, { aal: 'aal2' })).rejects.toMatchObject({
      status: 422,
      problem: { code: 'step_up.unreachable' },
    });
    expect((await changeFactors(ann)).kind).toBe('manage-factors');
  });

  it('cannot be begun without a session, nor finished after it ended', async () => {
    const ann = await postern.enrolled();
    expect((await postern.client.send('POST', '/v1/step-ups', { client: 'native' })).status).toBe(401);
    await later(ann, 301);
    await stepUp(ann);
    await ann.call('DELETE', '/v1/session');
    const reply = await ann.attempt<{ session?: unknown }>('POST', '/answer', {
      code: await ann.receiveCode(ann.phone),
    });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.body.session).toBeUndefined();
  });
});
