import type { Page } from 'playwright-core';
import { generateSync } from 'otplib';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { scan, signIn, titleIs, typeCode } from './harness/pages.js';
import { plugInPasskeys } from './harness/virtual-authenticator.js';

describe('The sign-in methods', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const manage = (page: Page) =>
    section(page, 'Second step').getByRole('button', { name: 'Add, replace or remove' }).click();
  const done = (page: Page) => page.getByRole('button', { name: 'Done' }).click();

  it('an authenticator app is added after a code, is named, replaced and removed, and the last method stays', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await titleIs(page, 'Sign-in and security');
    await fiveMinutesLater(browsing, ann);
    await manage(page);
    await confirmByText(page, ann);
    await titleIs(page, 'Your sign-in methods');
    await look(page, 'account-methods-manage');
    await page.getByRole('button', { name: 'Add a method' }).click();
    await look(page, 'account-methods-add');
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    const enter = async (stepsAgo: number) => {
      const secret = new URL(await scan(page)).searchParams.get('secret') as string;
      await typeCode(page, generateSync({ secret, epoch: Math.floor(Date.now() / 1000) - 30 * stepsAgo }));
      await titleIs(page, 'Your sign-in methods');
      return secret;
    };
    const first = await enter(1);
    await ann.receive(ann.email, 'factor-added');
    await done(page);
    await titleIs(page, 'Sign-in and security');

    const methods = section(page, 'Second step');
    await methods.getByRole('button', { name: /^Rename Authenticator app/ }).click();
    await methods.getByLabel('New name').fill('');
    await methods.getByRole('button', { name: 'Save' }).click();
    await says(methods, 'Fill in this field.');
    await methods.getByLabel('New name').fill('Old phone');
    await look(page, 'account-methods-rename');
    await methods.getByRole('button', { name: 'Save' }).click();
    await methods.getByRole('button', { name: 'Rename Old phone' }).waitFor();
    await methods.getByRole('button', { name: 'Rename Old phone' }).click();
    await methods.getByLabel('New name').fill('Never mind');
    await methods.getByRole('button', { name: 'Cancel' }).click();
    await says(methods, 'Old phone');

    await manage(page);
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Change: Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    expect(await enter(1)).not.toBe(first);
    await page.getByRole('button', { name: /^Remove: Authenticator app/ }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: /^Remove: Authenticator app/ }).click();
    await look(page, 'account-methods-remove');
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Authenticator app').first().waitFor({ state: 'detached' });
    // What is left is the only one.
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    await ann.receive(ann.email, 'factor-removed');
    await done(page);
    await titleIs(page, 'Sign-in and security');
    await methods.getByRole('listitem').first().waitFor();
    expect(await methods.getByRole('listitem').count()).toBe(1);
  });

  it('going back leaves everything as it was', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await manage(page);
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: 'Add a method' }).click();
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    await page.getByRole('button', { name: 'Back without changes' }).click();
    await titleIs(page, 'Sign-in and security');
    const methods = section(page, 'Second step');
    await methods.getByRole('listitem').first().waitFor();
    expect(await methods.getByRole('listitem').count()).toBe(1);
  });

  it('a passkey is added, named, used instead of the password, and removed', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await plugInPasskeys(page);
    const passkeys = section(page, 'Passkeys');
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: 'Add a method' }).click();
    await page.getByRole('button', { name: /^Passkey/ }).click();
    await titleIs(page, 'Create a passkey');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await titleIs(page, 'Your sign-in methods');
    await done(page);
    await titleIs(page, 'Sign-in and security');
    await passkeys.getByRole('button', { name: /^Rename/ }).click();
    await passkeys.getByLabel('New name').fill('Laptop');
    await passkeys.getByRole('button', { name: 'Save' }).click();
    await passkeys.getByRole('button', { name: 'Rename Laptop' }).waitFor();
    await look(page, 'account-security');

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'Sign in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await titleIs(page, 'You are signed in');
    await page.goto('/account/security');
    await passkeys.getByRole('button', { name: 'Add, replace or remove' }).click();
    await page.getByRole('button', { name: /^Remove: Passkey/ }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Passkey').first().waitFor({ state: 'detached' });
    await done(page);
    await says(passkeys, 'You have no passkey yet.');
  });

  it('the phone number of text messages is replaced, and the next code goes to the new one', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await manage(page);
    await page.getByRole('button', { name: /^Change: Text message/ }).click();
    await page.getByLabel('Phone number').fill('505 555 0177');
    await page.getByRole('button', { name: 'Send code' }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode('5055550177'));
    await titleIs(page, 'Your sign-in methods');
    await done(page);
    await says(section(page, 'Second step'), '(***) ***-**77');
    const other = await browsing.device();
    await signIn(other, ann);
    await titleIs(other, 'Enter the code');
    await typeCode(other, await ann.receiveCode('5055550177'));
    await titleIs(other, 'You are signed in');
  });
});
