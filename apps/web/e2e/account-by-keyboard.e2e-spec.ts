import type { Page } from 'playwright-core';
import { Browsing } from './browser.js';
import { openAccount, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { focused, titleIs } from './harness/pages.js';

describe('The account by keyboard alone', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const press = (page: Page, key: string) => page.keyboard.press(key);

  it('every page is reached, something is changed on each, and the focus is never lost', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    await titleIs(page, 'Profile');
    await tabTo(page, 'Given name');
    await press(page, 'Control+A');
    await page.keyboard.type('Annabel');
    await press(page, 'Enter');
    await says(section(page, 'Name'), 'Saved.');
    expect(await focused(page)).toBe('Given name');

    await page.reload();
    await titleIs(page, 'Profile');
    await tabTo(page, 'Sign-in and security');
    await press(page, 'Enter');
    await titleIs(page, 'Sign-in and security');
    expect(await focused(page)).toBe('Sign-in and security');
    await tabTo(page, 'Change password');
    await press(page, 'Enter');
    await section(page, 'Password').getByLabel('Current password').waitFor();
    expect(await focused(page)).toBe('Current password');
    await tabTo(page, 'Cancel');
    await press(page, 'Enter');
    await section(page, 'Password').getByLabel('Current password').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Change password');

    await tabTo(page, /^Rename/);
    await press(page, 'Space');
    expect(await focused(page)).toBe('New name');
    await page.keyboard.type('Pocket');
    await press(page, 'Enter');
    await section(page, 'Second step').getByText('Pocket').waitFor();
    expect(await focused(page)).toBe('Rename Pocket');

    await tabTo(page, 'Make recovery codes');
    await press(page, 'Enter');
    await says(page, 'Keep these codes now');
    expect(await focused(page)).toBe('Recovery codes');
    await tabTo(page, 'I have kept them');
    await press(page, 'Enter');
    await says(page, '10 codes are left.');
    expect(await focused(page)).toBe('Make new codes');
    await press(page, 'Enter');
    await page.getByRole('dialog').waitFor();
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Make new codes');
  });

  it('the focus stays where something was taken away', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.elsewhere().signInFully();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Where you are signed in');
    await part.getByRole('button', { name: 'Sign out everywhere else' }).waitFor();
    await tabTo(page, /^Sign out node/);
    await press(page, 'Enter');
    await part.getByRole('button').first().waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Where you are signed in');
    await page.goto('/account');
    await titleIs(page, 'Profile');
    await tabTo(page, 'New email address');
    await page.keyboard.type(`new-${ann.email}`);
    await press(page, 'Enter');
    await says(page, `Look into the mail of new-${ann.email}`);
    await tabTo(page, 'Use another address');
    await press(page, 'Enter');
    expect(await focused(page)).toBe('New email address');
  });

  it('preferences and the end of the account are too', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/preferences');
    await titleIs(page, 'Preferences');
    await tabTo(page, 'Same as the device');
    await press(page, 'ArrowDown');
    expect(await focused(page)).toBe('Light');
    await tabTo(page, 'By email');
    await press(page, 'Space');
    await says(page, 'Saved.');
    expect(await focused(page)).toBe('By email');

    await page.goto('/account/close');
    await titleIs(page, 'Close account');
    await tabTo(page, 'Close my account');
    await press(page, 'Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The safe choice comes first, and nothing outside of the question is reached.
    expect(await focused(page)).toBe('Keep it');
    await tabTo(page, 'Close it');
    await press(page, 'Enter');
    await titleIs(page, 'Your account is closed');
    expect(await focused(page)).toBe('Your account is closed');
  });
});
