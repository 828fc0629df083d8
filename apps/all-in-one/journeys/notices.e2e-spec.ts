import type { NoticeView } from '@postern/contracts';
import {
  changeFactors,
  choosePassword,
  disavow,
  linkTokenIn,
  openResetLink,
  readNotice,
  type Person,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const better = 'a new and long enough passphrase';

describe('Notices, and "this wasn’t me" (R13, S12)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const tokenOf = async (ann: Person, template: string, to = ann.email) => linkTokenIn(await ann.receive(to, template));
  const resetAfterwards = async (ann: Person) => {
    await openResetLink(ann, await tokenOf(ann, 'password-reset'));
    await ann.finish();
    await choosePassword(ann, better);
  };

  it('every change is told to every address that is known', async () => {
    const ann = await postern.newcomer();
    const other = `other-${ann.email}`;
    await ann.signIn();
    await ann.verifyEmail(other);
    await ann.enrollSms();
    await ann.answer(await ann.receiveCode(ann.phone));
    await ann.call('PUT', '/v1/account/phone', { phone: '+1 505 555 0100' });
    await ann.call('PUT', '/v1/account/password', { currentPassword: ann.password, password: better });
    for (const template of ['factor-added', 'phone-changed', 'password-changed'])
      for (const address of [ann.email, other])
        expect((await ann.receive(address, template)).text).toMatch(/localhost:3000\/not-me#token=/);
  });

  it('a sign-in from a new device is told, one from a known device is not', async () => {
    const ann = await postern.enrolled('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    await ann.signInFully();
    const phone = ann.elsewhere(
      postern.client.with({
        'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15',
      }),
    );
    await phone.signInFully();
    expect((await ann.receive(ann.email, 'new-device')).text).toMatch(/iPhone|iOS|Safari/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const told = (await ann.inbox.messages(ann.email)).filter(({ template }) => template === 'new-device');
    expect(told).toHaveLength(1);
  });

  it('says what it will do before it is done, and reading it does nothing', async () => {
    const ann = await postern.enrolled();
    const token = await tokenOf(ann, 'factor-added');
    for (let times = 0; times < 2; times++)
      expect(await readNotice(postern.client, token)).toMatchObject({
        kind: 'factor-added',
        username: ann.username,
        effects: expect.arrayContaining(['sessions-end', 'devices-forgotten', 'password-reset', 'factor-removed']),
      });
    for (const method of ['GET', 'HEAD'])
      for (const path of ['/not-me', '/v1/notices', '/v1/notices/disavowals'])
        await fetch(`${postern.url}${path}`, { method });
    expect((await ann.readSession()).aal).toBe('aal2');
  });

  it('ends all sessions at once, takes the factor away, and wants another password before anybody signs in', async () => {
    const ann = await postern.enrolled();
    await changeFactors(ann);
    await ann.enrollTotp();
    await ann.answer(ann.totpCode(1));
    await ann.act('POST', '/done');
    const sessions = [ann.session as string, (await signedInElsewhere(ann)).session as string];
    expect((await disavow(postern.client, await tokenOf(ann, 'factor-added'))).status).toBe(200);
    for (const session of sessions)
      expect((await postern.client.as(session).send('GET', '/v1/session')).status).toBe(401);
    await expect(ann.signIn()).rejects.toMatchObject({
      status: 403,
      problem: { code: 'account.password_reset_required' },
    });
    await expect(ann.signIn({ password: 'not the password' })).rejects.toMatchObject({ status: 401 });
    await resetAfterwards(ann);
    await ann.signIn();
    expect(ann.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
  });

  it('gives back the address that was taken: the old one is told and can undo it', async () => {
    const ann = await postern.enrolled();
    const stolen = `mallory-${ann.email}`;
    await ann.call('POST', '/v1/account/email', { email: stolen });
    await postern.client.expect('POST', '/v1/email-changes', { token: await tokenOf(ann, 'confirm-email', stolen) });
    const token = await tokenOf(ann, 'email-changed');
    const notice: NoticeView = await readNotice(postern.client, token);
    expect(notice.effects).toContain('email-restored');
    await disavow(postern.client, token);
    await resetAfterwards(ann);
    await ann.signInFully();
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ email: ann.email });
  });

  it('works once, of twenty at the same moment too; then it says that it was used', async () => {
    const ann = await postern.enrolled();
    const token = await tokenOf(ann, 'factor-added');
    const replies = await Promise.all(Array.from({ length: 20 }, () => disavow(postern.client, token)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 410)).toHaveLength(19);
    await ann.receive(ann.email, 'password-reset');
    const resets = (await ann.inbox.messages(ann.email)).filter(({ template }) => template === 'password-reset');
    expect(resets).toHaveLength(1);
  });

  it('using up the answers to a passcode after a right password is told', async () => {
    const ann = await postern.enrolled();
    await ann.signIn();
    const right = await ann.receiveCode(ann.phone);
    for (let wrong = 0; wrong < 5; wrong++)
      await ann.attempt('POST', '/answer', { code: right === '000000' ? '000001' : '000000' });
    await ann.receive(ann.email, 'passcodes-used-up');
  });

  const signedInElsewhere = async (ann: Person) => {
    const other = ann.elsewhere();
    await other.signIn();
    const { factor, alternatives } = other.step('answer-challenge');
    const sms = [factor, ...alternatives].find(({ kind }) => kind === 'sms')!;
    if (factor.id !== sms.id) await other.act('POST', '/challenge', { factorId: sms.id });
    await other.answer(await other.receiveCode(other.phone));
    return other;
  };
});
