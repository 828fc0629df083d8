import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { openAccount, says, section } from './harness/account.js';
import { titleIs } from './harness/pages.js';

describe('Trouble in the account', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** What changes something does not get through; what is read does. */
  const cutOff = (page: Page) =>
    page.route('**/v1/**', (route) => (route.request().method() === 'GET' ? route.fallback() : route.abort()));
  const reconnect = async (page: Page) => {
    await page.unroute('**/v1/**');
    browsing.forgive(/ERR_FAILED/);
  };
  const said = 'We cannot be reached right now';

  it('every action that does not get through says so, keeps what was typed, and works the next time', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.elsewhere().signInFully();
    const page = await openAccount(browsing, ann);
    await cutOff(page);
    const name = section(page, 'Name');
    await name.getByLabel('Given name').fill('Annabel');
    for (const part of ['Name', 'Contact phone']) {
      await section(page, part).getByRole('button', { name: 'Save' }).click();
      await says(section(page, part), said);
    }
    await section(page, 'Email address').getByLabel('New email address').fill('new@example.org');
    await section(page, 'Email address').getByRole('button').click();
    await says(section(page, 'Email address'), said);
    await look(page, 'account-profile-offline');
    expect(await name.getByLabel('Given name').inputValue()).toBe('Annabel');

    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    await section(page, 'Second step').getByRole('button', { name: 'Add, replace or remove' }).click();
    await says(section(page, 'Second step'), said);
    await section(page, 'Recovery codes').getByRole('button').click();
    await says(section(page, 'Recovery codes'), said);
    const sessions = section(page, 'Where you are signed in');
    await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await says(sessions, said);

    await page.getByRole('link', { name: 'Preferences' }).click();
    const messages = section(page, 'Messages from applications');
    await messages.getByRole('checkbox', { name: 'By email' }).click();
    await says(messages, said);
    // What is shown is what is kept.
    await messages.getByRole('checkbox', { name: 'By email', checked: true }).waitFor();
    await page.getByRole('link', { name: 'Close account' }).click();
    await page.getByRole('button', { name: 'Close my account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close it' }).click();
    await says(page, said);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await says(page, said);

    await reconnect(page);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'Sign in');
  });

  it('what cannot be read says so, part by part, and is read when asked again', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    await titleIs(page, 'Profile');
    await page.route('**/v1/account/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    const sessions = section(page, 'Where you are signed in');
    await says(sessions, said);
    await look(page, 'account-security-offline');
    await page.unroute('**/v1/account/**');
    browsing.forgive(/ERR_FAILED/);
    await sessions.getByRole('button', { name: 'Try again' }).click();
    await says(sessions, 'This browser');
  });

  it('a step-up that cannot begin says so, and loses nothing', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    await browsing.postern.sql(
      `update identity.session set authenticated_at = authenticated_at - interval '301 seconds'`,
    );
    await page.route('**/v1/step-ups', (route) => route.abort());
    const part = section(page, 'Contact phone');
    await part.getByLabel('Phone number').fill('505 555 0142');
    await part.getByRole('button', { name: 'Save' }).click();
    await says(part, said);
    browsing.forgive(/ERR_FAILED/);
    expect(await part.getByLabel('Phone number').inputValue()).toMatch(/0142/);
    await page.unroute('**/v1/step-ups');
    await part.getByRole('button', { name: 'Save' }).click();
    await titleIs(page, 'Enter the code');
  });
});
