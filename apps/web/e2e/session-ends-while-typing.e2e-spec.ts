import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { comeBack, openAccount, says, section } from './harness/account.js';
import { administered, openOrganization } from './harness/members.js';
import { isSignedIn, titleIs, typeCode } from './harness/pages.js';

describe('A session that ends while somebody is typing', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const endSession = async (person: Person): Promise<void> => {
    await browsing.postern.sql(
      `delete from identity.session s using identity.account a where a.id = s.account_id and a.username = $1`,
      [person.username],
    );
    // Checks of sessions are remembered for a moment.
    while ((await person.tryCall('GET', '/v1/session')).status !== 401) await wait(100);
  };
  /** In the same tab, from the page that says that it is over. */
  const signInAgain = async (page: Page, person: Person): Promise<void> => {
    await titleIs(page, 'You are signed out');
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await signInHere(page, person);
  };
  const signInHere = async (page: Page, person: Person): Promise<void> => {
    await page.getByLabel('Username or email address').fill(person.username);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await typeCode(page, await person.receiveCode(person.phone));
    await isSignedIn(page);
    const goOn = page.getByRole('link', { name: 'Go on' });
    await Promise.race([goOn.click(), titleIs(page, 'Profile')]);
  };
  const restored = 'What you typed before is here again. It is not saved yet.';

  it('what was typed is there again on the same page, in every form, and is saved then', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const [name, address] = [section(page, 'Name'), section(page, 'Postal address')];
    const phone = section(page, 'Contact phone');
    await name.getByLabel('Given name').fill('Annabel');
    await phone.getByRole('textbox').fill('505 555 0142');
    await address.getByLabel('City').fill('Portland');
    await address.getByLabel('Country').selectOption('MX');
    await endSession(ann);
    await name.getByRole('button', { name: 'Save' }).click();
    await titleIs(page, 'You are signed out');
    await says(page, 'What you typed is kept until then.');
    await look(page, 'account-session-ended-typing');

    await signInAgain(page, ann);
    await says(name, restored);
    expect(await name.getByLabel('Given name').inputValue()).toBe('Annabel');
    expect(await name.getByLabel('Family name').inputValue()).toBe('Example');
    expect(await phone.getByRole('textbox').inputValue()).toMatch(/555.0142/);
    expect(await address.getByLabel('City').inputValue()).toBe('Portland');
    expect(await address.getByLabel('Country').inputValue()).toBe('MX');
    expect(await section(page, 'Email address').getByText(restored).count()).toBe(0);
    await look(page, 'account-profile-typed-before');
    await name.getByRole('button', { name: 'Save' }).click();
    await says(name, 'Saved.');
    expect(await name.getByText(restored).count()).toBe(0);
    await page.getByText('Annabel Example').waitFor();
  });

  it('also where it is noticed by whoever comes back to the window; what was saved before is not typed again', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const name = section(page, 'Name');
    await name.getByLabel('Given name').fill('Saved');
    await name.getByRole('button', { name: 'Save' }).click();
    await says(name, 'Saved.');
    await section(page, 'Email address').getByLabel('New email address').fill('annabel@example.org');
    await endSession(ann);
    await comeBack(page);
    await signInAgain(page, ann);
    await says(section(page, 'Email address'), restored);
    expect(await section(page, 'Email address').getByLabel('New email address').inputValue()).toBe(
      'annabel@example.org',
    );
    expect(await name.getByText(restored).count()).toBe(0);
  });

  it('a password is never kept, not even one that is shown', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    await part.getByLabel('Current password').fill(ann.password);
    await part.getByLabel('New password').fill('quiet harbor lamp 7');
    for (let fields = 0; fields < 2; fields++)
      await part.getByRole('button', { name: 'Show password' }).first().click();
    await endSession(ann);
    await part.getByRole('button', { name: 'Change password' }).click();
    await titleIs(page, 'You are signed out');
    expect(await page.getByText('What you typed is kept until then.').count()).toBe(0);
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await page.getByRole('link', { name: 'Go on' }).click();
    await part.getByRole('button', { name: 'Change password' }).click();
    expect(await part.getByLabel('Current password').inputValue()).toBe('');
    expect(await part.getByLabel('New password').inputValue()).toBe('');
  });

  it('whoever signs in instead finds nothing of it, and then it is gone', async () => {
    const [ann, ben] = [await browsing.postern.enrolled(), await browsing.postern.enrolled()];
    const page = await openAccount(browsing, ann);
    const given = section(page, 'Name').getByLabel('Given name');
    await given.fill('Typed by Ann');
    await endSession(ann);
    await comeBack(page);
    await signInAgain(page, ben);
    await page.getByText(ben.username, { exact: true }).waitFor();
    expect(await given.inputValue()).toBe('Ann');
    expect(await page.getByText(restored).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await titleIs(page, 'Sign in');
    await signInHere(page, ann);
    await page.getByText(ann.username, { exact: true }).waitFor();
    expect(await given.inputValue()).toBe('Ann');
  });

  it('an invitation that an administrator was writing is there again', async () => {
    const acme = await administered(browsing);
    const page = await openOrganization(browsing, acme, '/invitations');
    const part = section(page, 'Invite somebody');
    await part.getByLabel('Email address').fill('new@example.org');
    await part.getByLabel('Role').selectOption('Administrator');
    await endSession(acme.alice);
    await part.getByRole('button').first().click();
    await titleIs(page, 'You are signed out');
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Username or email address').fill(acme.alice.username);
    await page.getByLabel('Password', { exact: true }).fill(acme.alice.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await typeCode(page, await acme.alice.receiveCode(acme.alice.phone));
    await isSignedIn(page);
    await page.getByRole('link', { name: 'Go on' }).click();
    await says(part, restored);
    expect(await part.getByLabel('Email address').inputValue()).toBe('new@example.org');
    expect(await part.getByLabel('Role').inputValue()).toBe('administrator');
  });
});
