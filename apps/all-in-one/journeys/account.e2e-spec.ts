import type { AccountExport, ActivityPage, ClosedAccount, SessionList } from '@postern/contracts';
import { choosePassword, disavow, linkTokenIn, openResetLink, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The account of somebody signed in', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const sessions = async (ann: Person) => (await ann.call<SessionList>('GET', '/v1/account/sessions')).sessions;

  it('shows the profile, and changes what is given and nothing else', async () => {
    const ann = await postern.enrolled();
    const before = await ann.call<object>('GET', '/v1/account');
    expect(before).toMatchObject({
      username: ann.username,
      email: ann.email,
      emailVerified: true,
      locale: 'en',
      address: null,
    });
    const address = { line1: '1 Main St', city: 'Santa Fe', region: 'NM', postalCode: '87501', country: 'US' };
    const notifications = { applications: { email: false, sms: true } };
    await ann.call('PATCH', '/v1/account', { address, notifications, name: { given: 'Anna', family: 'Example' } });
    const name = { given: 'Anna', family: 'Example' };
    expect(await ann.call('GET', '/v1/account')).toEqual({ ...before, name, address, notifications });
    expect(await ann.call('PATCH', '/v1/account', { address: null })).toEqual({ ...before, name, notifications });
    expect(await ann.tryCall('PATCH', '/v1/account', { role: 'operator' })).toMatchObject({ status: 400 });
    expect(await ann.tryCall('PATCH', '/v1/account', { email: 'x@example.org' })).toMatchObject({ status: 400 });
  });

  it('changes the address once the link to the new one is used, and tells the old one', async () => {
    const ann = await postern.enrolled();
    const [old, fresh] = [ann.email, `new-${ann.email}`];
    expect(await ann.call('POST', '/v1/account/email', { email: fresh })).toMatchObject({ email: fresh });
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ email: old });
    const token = linkTokenIn(await ann.receive(fresh, 'confirm-email'));
    const open = () => postern.client.send('POST', '/v1/email-changes', { token });
    expect(await open()).toMatchObject({ status: 200, body: { email: fresh } });
    expect(await open()).toMatchObject({ status: 410, body: { code: 'link.spent' } });
    for (const address of [old, fresh]) expect((await ann.receive(address, 'email-changed')).text).toContain('#token=');
    await ann.elsewhere().signIn({ identifier: fresh });
    await expect(ann.elsewhere().signIn({ identifier: old })).rejects.toMatchObject({ status: 401 });
  });

  it('an address that somebody else has is answered like any other, and changes nothing (S20)', async () => {
    const [ann, ben] = [await postern.enrolled(), await postern.enrolled()];
    const free = await ann.tryCall('POST', '/v1/account/email', { email: `free-${ann.email}` });
    const taken = await ann.tryCall('POST', '/v1/account/email', { email: ben.email });
    expect(taken.status).toBe(free.status);
    expect(Object.keys(taken.body as object)).toEqual(Object.keys(free.body as object));
    expect((await ben.elsewhere().signIn({ identifier: ben.email })).kind).toBe('answer-challenge');
  });

  it('changes the password: other sessions end, this one goes on with another token', async () => {
    const ann = await postern.enrolled();
    const elsewhere = ann.elsewhere();
    await elsewhere.signInFully();
    const [old, password] = [ann.session, 'another long enough passphrase'];
    expect(
      await ann.tryCall('PUT', '/v1/account/password', { currentPassword: 'wrong one here', password }),
    ).toMatchObject({ status: 422, body: { code: 'account.password_rejected' } });
    const body = { currentPassword: ann.password, password };
    const changed = await ann.call<{ token: string }>('PUT', '/v1/account/password', body);
    ann.session = changed.token;
    expect(ann.session).not.toBe(old);
    expect((await ann.readSession()).aal).toBe('aal2');
    for (const token of [old, elsewhere.session])
      expect((await postern.client.as(token as string).send('GET', '/v1/session')).status).toBe(401);
    ann.password = password;
    expect((await ann.signInFully()).kind).toBe('complete');
  });

  it('lists sessions with their devices, ends one, and ends all others', async () => {
    const ann = await postern.enrolled('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    const [phone, tablet] = [ann.elsewhere(), ann.elsewhere()];
    for (const device of [phone, tablet]) await device.signInFully();
    const listed = await sessions(ann);
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ current }) => current)).toMatchObject([
      { device: expect.stringContaining('Firefox'), aal: 'aal2' },
    ]);
    await ann.call('DELETE', `/v1/account/sessions/${(await phone.readSession()).id}`);
    expect((await phone.tryCall('GET', '/v1/session')).status).toBe(401);
    expect(await sessions(ann)).toHaveLength(2);
    await ann.call('DELETE', '/v1/account/sessions');
    expect((await tablet.tryCall('GET', '/v1/session')).status).toBe(401);
    expect(await sessions(ann)).toMatchObject([{ current: true }]);
  });

  it('shows what happened, page by page, newest first, each once', async () => {
    const ann = await postern.enrolled();
    await ann.signInFully();
    const entries: ActivityPage['entries'] = [];
    let cursor: string | null = '';
    do {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const page: ActivityPage = await ann.call('GET', `/v1/account/activity?limit=2${query}`);
      expect(page.entries.length).toBeLessThanOrEqual(2);
      entries.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    // In the order in which they were recorded: what came by queue may have happened a moment before its neighbor.
    expect(entries.map(({ id }) => Number(id))).toEqual(entries.map(({ id }) => Number(id)).sort((a, b) => b - a));
    expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['account.registered', 'factor.activated']));
    expect(JSON.stringify(entries)).not.toContain(ann.password);
  });

  it('hands out everything that is held about the person, and no secret', async () => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollTotp();
    await ann.answer(ann.totpCode());
    const held = await ann.call<AccountExport>('GET', '/v1/account/export');
    expect(held).toMatchObject({
      identity: expect.any(Object),
      mfa: expect.any(Object),
      notifications: expect.any(Object),
    });
    const text = JSON.stringify(held);
    for (const known of [ann.username, ann.email, 'Example', 'totp']) expect(text).toContain(known);
    for (const secret of [ann.password, ann.session, ann.authenticator, '$argon2'])
      expect(text).not.toContain(secret as string);
  });

  it('closes: everything ends at once; the notice opens it again within the days of grace', async () => {
    const ann = await postern.enrolled();
    const closed = await ann.call<ClosedAccount>('POST', '/v1/account/closure', {});
    expect(Date.parse(closed.deletedAt) - Date.parse(closed.closedAt)).toBe(30 * 86_400_000);
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(401);
    await expect(ann.signIn()).rejects.toMatchObject({ status: 401, problem: { code: 'sign_in.rejected' } });
    const token = linkTokenIn(await ann.receive(ann.email, 'account-closed'));
    expect((await disavow(postern.client, token)).body.effects).toContain('account-reopened');
    await openResetLink(ann, linkTokenIn(await ann.receive(ann.email, 'password-reset')));
    await ann.finish();
    await choosePassword(ann, 'a new and long enough passphrase');
    expect(['enroll-factor', 'verify-email']).toContain((await ann.signIn()).kind);
  });
});
