import type { Person } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { comeBack, openAccount, section } from './harness/account.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('Where somebody is signed in', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const signedIn = async (ann: Person) => {
    const device = await browsing.device();
    await signIn(device, ann);
    await typeCode(device, await ann.receiveCode(ann.phone));
    await isSignedIn(device);
    await device.goto('/account');
    await titleIs(device, 'Profile');
    return device;
  };

  it('one is ended, and that device is led to sign in, with words, and back to its page', async () => {
    const ann = await browsing.postern.enrolled();
    const phone = await signedIn(ann);
    const laptop = await openAccount(browsing, ann, '/account/security');
    const part = section(laptop, 'Where you are signed in');
    await part.getByText('This browser').waitFor();
    expect(await part.getByRole('listitem').count()).toBe(2);
    await look(laptop, 'account-sessions');
    await part.getByRole('button', { name: /^Sign out Chrome/ }).click();
    await part.getByRole('listitem').nth(1).waitFor({ state: 'detached' });

    await phone.getByRole('link', { name: 'Preferences' }).click();
    await phone.getByRole('checkbox', { name: 'By email' }).click();
    await titleIs(phone, 'You are signed out');
    await look(phone, 'account-session-ended');
    await phone.getByRole('link', { name: 'Sign in' }).click();
    await phone.getByLabel('Username or email address').fill(ann.username);
    await phone.getByLabel('Password', { exact: true }).fill(ann.password);
    await phone.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(phone, 'Enter the code');
    await typeCode(phone, await ann.receiveCode(ann.phone));
    await phone.getByRole('link', { name: 'Go on' }).click();
    await titleIs(phone, 'Preferences');
  });

  it('all the others are ended at once, and this one stays', async () => {
    const ann = await browsing.postern.enrolled();
    const others = [await signedIn(ann), await signedIn(ann)];
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Where you are signed in');
    await part.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await part.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    expect(await part.getByRole('button').count()).toBe(0);
    for (const other of others) {
      // Coming back to the window is enough to be told.
      await comeBack(other);
      await titleIs(other, 'You are signed out');
    }
    await page.reload();
    await titleIs(page, 'Sign-in and security');
  });

  it('signing out here leaves nothing to see, by “back” neither', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'Sign in');
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('postern_session');
    await page.goBack();
    await titleIs(page, 'Sign in to continue');
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(401);
  });
});
