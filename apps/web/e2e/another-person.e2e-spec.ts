import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing } from './browser.js';
import { fiveMinutesLater, openAccount, section } from './harness/account.js';
import { codeField, isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('When somebody else signs in in the same browser', () => {
  let browsing: Browsing;
  let ann: Person;
  let ben: Person;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  beforeEach(async () => {
    [ann, ben] = await Promise.all([browsing.postern.enrolled(), browsing.postern.enrolled()]);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** Without loading the page again: all that it keeps in memory is still there. */
  const signInHere = async (page: Page, person: Person): Promise<void> => {
    await page.getByLabel('Username or email address').fill(person.username);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await typeCode(page, await person.receiveCode(person.phone));
    await isSignedIn(page);
    await page.getByRole('link', { name: 'Go on' }).click();
  };

  it('in another tab, the first one is theirs at once, with nothing that was typed into it before', async () => {
    const page = await openAccount(browsing, ann);
    await page.getByText(ann.username, { exact: true }).waitFor();
    await page.getByLabel('Given name').fill('Typed by Ann');
    await section(page, 'Contact phone').getByRole('textbox').fill('5055550100');
    const tab = await page.context().newPage();
    await signIn(tab, ben);
    await typeCode(tab, await ben.receiveCode(ben.phone));
    await isSignedIn(tab);

    await page.getByText(ben.username, { exact: true }).waitFor();
    expect(await page.getByText(ann.username).count()).toBe(0);
    expect(await page.getByLabel('Given name').inputValue()).not.toBe('Typed by Ann');
    expect(await section(page, 'Contact phone').getByRole('textbox').inputValue()).not.toMatch(/0100/);

    await tab.goto('/account');
    await tab.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'You are signed out');
  });

  it('a password that was typed for a change which nobody confirmed is not shown to them', async () => {
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    await part.getByLabel('Current password').fill(ann.password);
    await part.getByLabel('New password').fill('quiet harbor lamp 7');
    await fiveMinutesLater(browsing, ann);
    await part.getByRole('button', { name: 'Change password' }).click();
    await titleIs(page, 'Enter the code');

    await page.getByRole('link', { name: 'Postern' }).click();
    await page.getByRole('link', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    // What was left unconfirmed belonged to the session that is over.
    await titleIs(page, 'Sign in');
    await signInHere(page, ben);
    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    await part.getByRole('button', { name: 'Change password' }).waitFor();
    expect(await part.getByLabel('Current password').count()).toBe(0);
  });

  it('after an account was closed there, they get to their own', async () => {
    const page = await openAccount(browsing, ann, '/account/close');
    await page.getByRole('button', { name: 'Close my account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close it' }).click();
    await titleIs(page, 'Your account is closed');
    await page.locator('main').getByRole('link').click();
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await signInHere(page, ben);
    await page.getByText(ben.username, { exact: true }).waitFor();
    await titleIs(page, 'Profile');
  });

  it('back, after signing out, says nothing of a sign-in that is over', async () => {
    const page = await browsing.device();
    await signIn(page, ann);
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'Sign in');
    await page.goBack();
    await titleIs(page, 'Sign in to continue');
    await page.goBack();
    await titleIs(page, 'There is no sign-in under way');
    expect(await codeField(page).count()).toBe(0);
  });
});
