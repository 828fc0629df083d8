import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { eventually, queueBackends } from '@postern/platform/testing';
import {
  changeFactors,
  disavow,
  linkTokenIn,
  makeRecoveryCodes,
  resetPassword,
  signInByPasskey,
  stepUp,
  type Person,
} from '../../src/testing/index.js';
import { install, type Installation } from '../installation.js';
import { Carriers, Correspondent } from './carriers.js';
import { keptInDatabase, keptInRedis } from './kept.js';
import { PlantingClient, Secrets } from './secrets.js';

/**
 * S9: every flow and its failures are run, every secret in them is noted, and then everything that is kept is searched: the
 * whole database, the queue store, the logs. Only the carriers (mail server, SMS provider) may have seen a secret.
 */
describe.each(queueBackends())('Canary on $name: no secret is kept anywhere (S9)', ({ name, url }) => {
  let postern: Installation;
  let carriers: Carriers;
  let queueUrl: string | undefined;
  const secrets = new Secrets();

  beforeAll(async () => {
    carriers = await Carriers.start();
    if (name === 'Redis') queueUrl = url(undefined as never).reveal();
    postern = await install({
      ...(queueUrl ? { queueUrl } : {}),
      keepLogs: true,
      given: { LOG_LEVEL: 'debug', ...carriers.environment },
    });
  });

  afterAll(async () => {
    await postern.stop();
    await carriers.stop();
  });

  const registered = async (): Promise<Person> => {
    const ann = new Correspondent(new PlantingClient(postern.url, secrets), carriers);
    await ann.register();
    return ann;
  };
  const enrolled = async () => (await registered()).enroll();
  const verified = async () => {
    const ann = await registered();
    await ann.signIn();
    await ann.verifyEmail();
    return ann;
  };

  it('runs text message, e-mail and authenticator app, with wrong answers, locks and refused mail', async () => {
    const byText = await enrolled();
    await byText.signIn();
    for (let wrong = 0; wrong < 6; wrong++) await byText.attempt('POST', '/answer', { code: String(910_000 + wrong) });

    const byMail = await verified();
    await byMail.enrollEmail();
    await byMail.answer(await byMail.receiveCode(byMail.email));

    const byApp = await verified();
    await byApp.enrollTotp();
    await byApp.answer(byApp.totpCode());

    carriers.refuseMail = true;
    const refused = await registered();
    await refused.signIn();
    await refused.act('POST', '/email', {});
    const failures = async () =>
      (await postern.logs()).some((line) => /verify-email|send-message/.test(line) && /fail|dead/i.test(line));
    await eventually(failures, 15_000);
    carriers.refuseMail = false;

    await byText.signIn({ password: 'a-wrong-but-secret-password' }).catch(() => undefined);
    await byText.register({ username: 'x', password: 'refused-registration-secret' }).catch(() => undefined);
    await byText.client.as('stray-session-token-0123456789').send('GET', '/v1/session');
  });

  it('runs devices, recovery codes, passkeys and changes of factors, with their failures', async () => {
    const ann = await enrolled();
    await ann.signIn();
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    const [code] = await makeRecoveryCodes(ann);
    await changeFactors(ann);
    await ann.enrollTotp({ label: 'Work phone' });
    await ann.answer(ann.totpCode(1));
    const passkeys = new SoftwareAuthenticator('http://localhost:3000');
    await ann.enrollPasskey(passkeys);
    await ann.act('POST', '/done');

    ann.deviceToken = undefined;
    await signInByPasskey(ann, passkeys);
    await signInByPasskey(ann, passkeys, {}, { origin: 'https://evil.example' }).catch(() => undefined);
    await ann.signIn();
    const { factor, alternatives } = ann.step('answer-challenge');
    const codes = [factor, ...alternatives].find(({ kind }) => kind === 'recovery_code');
    await ann.act('POST', '/challenge', { factorId: codes?.id });
    await ann.attempt('POST', '/answer', { code: '0000-0000-0000-0000' });
    await ann.answer(code as string);
  });

  it('runs recovery, step-up, notices, changes of the account and its end, with their failures', async () => {
    const ann = await enrolled();
    await resetPassword(ann, 'a-new-password-of-the-owner');
    await ann.signInFully();
    await ann
      .call('PUT', '/v1/account/password', { currentPassword: ann.password, password: 'yet-another-password-here' })
      .then((issued) =>
        Object.assign(ann, { session: (issued as { token: string }).token, password: 'yet-another-password-here' }),
      );
    await ann.tryCall('PUT', '/v1/account/password', {
      currentPassword: 'a-wrong-current-password',
      password: 'short',
    });
    await stepUp(ann, { maxAgeSeconds: 0 });
    await ann.finish();
    const fresh = `new-${ann.email}`;
    await ann.call('POST', '/v1/account/email', { email: fresh });
    const token = linkTokenIn(await ann.receive(fresh, 'confirm-email'));
    await ann.client.expect('POST', '/v1/email-changes', { token });
    await ann.client.send('POST', '/v1/email-changes', { token });
    await ann.call('POST', '/v1/account/closure', {});
    await disavow(ann.client, linkTokenIn(await ann.receive(fresh, 'account-closed')));

    const ben = await enrolled();
    await ben.signIn();
    await ben.act('POST', '/lost-factors', {});
    await ben.openVerificationLink(ben.email, 'recover-factors');
    const notice = linkTokenIn(await ben.receive(ben.email, 'factor-added'));
    await disavow(ben.client, notice);
    await disavow(ben.client, notice);
    await disavow(ben.client, `${notice.slice(0, -4)}AAAA`);
  });

  it('has noted secrets of every kind', async () => {
    await postern.tick('identity', 'seal-audit');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    carriers.plantDelivered(secrets);
    expect([...secrets.kinds].sort()).toEqual(
      [
        'ceremony',
        'code',
        'codes',
        'currentPassword',
        'deviceToken',
        'flowToken',
        'link',
        'passcode',
        'password',
        'secret',
        'signature',
        'token',
      ].sort(),
    );
    expect(secrets.planted.size).toBeGreaterThan(80);
  });

  it.each([
    ['database (and the queues in it)', () => keptInDatabase(postern.databaseUrl)],
    ['logs', async () => (await postern.logs()).join('\n')],
    ...(name === 'Redis' ? ([['queue store', () => keptInRedis(queueUrl as string)]] as const) : []),
  ] as const)('finds none of them in the %s', async (_, read) => {
    const kept = await read();
    expect(kept.length).toBeGreaterThan(1_000);
    expect(secrets.foundIn(kept)).toEqual([]);
  });
});
