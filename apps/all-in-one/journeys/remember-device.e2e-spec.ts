import type { FlowView, TrustedDeviceList } from '@postern/contracts';
import {
  Browser,
  changeFactors,
  choosePassword,
  createApplication,
  disavow,
  linkTokenIn,
  openResetLink,
  type Person,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('Remember this device (R11)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  /** Signed in with the box ticked. */
  const remembered = async (): Promise<Person> => {
    const ann = await postern.enrolled();
    await ann.signIn();
    expect(ann.step('answer-challenge').canRememberDevice).toBe(true);
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    expect(ann.deviceToken).toMatch(/^[\w-]{43}$/);
    return ann;
  };
  const asksForCode = async (ann: Person) => {
    await ann.signIn();
    if (ann.flow?.step.kind !== 'answer-challenge') return false;
    if (ann.flow.step.factor.kind === 'sms') await ann.receiveCode(ann.phone);
    return true;
  };
  const devices = async (ann: Person) =>
    (await ann.call<TrustedDeviceList>('GET', '/v1/account/trusted-devices')).devices;

  it('skips the second factor for whoever brings the token, and says truthfully what was proven (S10)', async () => {
    const ann = await remembered();
    await ann.signIn();
    expect(ann.flow).toMatchObject({ step: { kind: 'complete' }, session: { aal: 'aal1', amr: ['pwd'] } });
    const { deviceToken } = ann;
    ann.deviceToken = undefined;
    expect(await asksForCode(ann)).toBe(true);
    await expect(ann.signIn({ password: 'not the password', deviceToken })).rejects.toMatchObject({ status: 401 });
    const ben = await postern.enrolled();
    ben.deviceToken = deviceToken;
    expect(await asksForCode(ben)).toBe(true);
  });

  it('is a cookie in a browser; another browser of the same person is asked', async () => {
    const ann = await postern.enrolled();
    const { username: identifier, password } = ann;
    const home = new Browser(postern.url);
    const signIn = async (browser: Browser) =>
      (await browser.send<FlowView>('POST', '/v1/sign-ins', { identifier, password })).body;
    await signIn(home);
    const code = await ann.receiveCode(ann.phone);
    const { body } = await home.send<FlowView>('POST', '/v1/sign-ins/current/answer', { code, rememberDevice: true });
    expect(body).not.toHaveProperty('deviceToken');
    expect(home.setCookies.filter((line) => line.startsWith('postern_device='))).toEqual([
      expect.stringMatching(/HttpOnly/),
    ]);
    await home.send('DELETE', '/v1/session');
    expect([...home.cookies.keys()]).toEqual(['postern_device']);
    expect((await signIn(home)).step.kind).toBe('complete');
    expect((await signIn(new Browser(postern.url))).step.kind).toBe('answer-challenge');
  });

  it('is listed with what it is, and forgotten one by one or all at once', async () => {
    const ann = await remembered();
    const first = ann.deviceToken;
    ann.deviceToken = undefined;
    await ann.signIn();
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    const second = ann.deviceToken;
    const listed = await devices(ann);
    expect(listed).toHaveLength(2);
    expect(listed[0]).toMatchObject({ device: expect.any(String), source: '127.0.0.1' });
    expect(Date.parse(listed[0]!.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);

    const newest = [...listed].sort((a, b) => b.rememberedAt.localeCompare(a.rememberedAt))[0]!;
    await ann.call('DELETE', `/v1/account/trusted-devices/${newest.id}`);
    expect(await asksForCode(ann)).toBe(true);
    ann.deviceToken = first;
    await ann.signIn();
    ann.step('complete');
    ann.deviceToken = undefined;
    await ann.signInFully();
    await ann.call('DELETE', '/v1/account/trusted-devices');
    for (const token of [first, second]) {
      ann.deviceToken = token;
      expect(await asksForCode(ann)).toBe(true);
    }
  });

  it('ends with a password change', async () => {
    const ann = await remembered();
    const password = 'another long enough passphrase';
    const changed = await ann.call<{ token?: string }>('PUT', '/v1/account/password', {
      currentPassword: ann.password,
      password,
    });
    ann.password = password;
    expect(changed).toBeDefined();
    expect(await asksForCode(ann)).toBe(true);
  });

  it('ends with a change of factors', async () => {
    const ann = await remembered();
    await changeFactors(ann);
    await ann.enrollTotp();
    await ann.answer(ann.totpCode());
    await ann.act('POST', '/done');
    expect(await asksForCode(ann)).toBe(true);
  });

  it('ends when the person says "this was not me"', async () => {
    const ann = await remembered();
    await ann.call('PUT', '/v1/account/phone', { phone: '505 555 0100' });
    const notice = linkTokenIn(await ann.receive(ann.email, 'phone-changed'));
    expect((await disavow(postern.client, notice)).status).toBe(200);
    await openResetLink(ann, linkTokenIn(await ann.receive(ann.email, 'password-reset')));
    await ann.finish();
    await choosePassword(ann, 'a new and long enough passphrase');
    expect(await asksForCode(ann)).toBe(true);
  });

  it('is not offered where the application does not want it, and not done either', async () => {
    await createApplication(await postern.operator(), { slug: 'strict', rememberDeviceDays: 0 });
    const ann = await postern.enrolled();
    await ann.signIn({ application: 'strict' });
    expect(ann.step('answer-challenge').canRememberDevice).toBe(false);
    await ann.answer(await ann.receiveCode(ann.phone), { rememberDevice: true });
    expect(ann.deviceToken).toBeUndefined();
    const ben = await remembered();
    await ben.signIn({ application: 'strict' });
    ben.step('answer-challenge');
  });
});
