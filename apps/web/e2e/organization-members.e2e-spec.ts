import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import {
  administered,
  makeMember,
  openOrganization,
  populate,
  takeSession,
  type Administered,
} from './harness/members.js';
import { focused, titleIs } from './harness/pages.js';

describe('The members of an organization', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
    await populate(browsing, acme, 999);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const names = (page: Page) => page.locator('main li a').allInnerTexts();
  const usernames = (page: Page) => page.locator('main li').locator('p:nth-of-type(2)').first().allInnerTexts();
  const search = (page: Page) => page.getByLabel('Search');

  it('a thousand are gone through page by page, there and back, and a reload stays where it was', async () => {
    const page = await openOrganization(browsing, acme, '/members');
    await titleIs(page, 'Members');
    await says(page, '1,000 members');
    await says(page, '1 to 25 of 1,000');
    expect(await names(page)).toHaveLength(25);
    await look(page, 'organization-members');

    const next = page.getByRole('button', { name: 'Next' });
    const seen = new Set(await page.locator('main li').allInnerTexts());
    for (let at = 26; at <= 1000; at += 25) {
      await next.click();
      await says(page, `${at.toLocaleString('en')} to ${(at + 24).toLocaleString('en')} of 1,000`);
      await page.locator('main ul[aria-busy=false]').waitFor();
      for (const row of await page.locator('main li').allInnerTexts()) seen.add(row);
    }
    expect(seen.size).toBe(1000);
    expect(await next.getAttribute('aria-disabled')).toBe('true');

    await page.reload();
    await says(page, '976 to 1,000 of 1,000');
    await page.getByRole('button', { name: 'Previous' }).click();
    await says(page, '951 to 975 of 1,000');
    await page.goBack();
    await says(page, '976 to 1,000 of 1,000');
  });

  it('somebody is found while typing, and found again after a look at their page', async () => {
    const page = await openOrganization(browsing, acme, '/members');
    await search(page).pressSequentially('kim-04');
    await says(page, '100 members');
    await search(page).pressSequentially('2');
    await says(page, '10 members');
    await search(page).pressSequentially('7');
    await says(page, '1 member');
    expect(await usernames(page)).toEqual(['kim-0427']);
    await page.getByRole('link', { name: 'Kim Example' }).click();
    await titleIs(page, 'Kim Example');
    await page.goBack();
    await says(page, '1 member');
    expect(await search(page).inputValue()).toBe('kim-0427');

    await search(page).fill('nobody');
    await says(page, 'Nobody matches this.');
    await look(page, 'organization-members-none');
    await page.getByRole('button', { name: 'Show everyone' }).click();
    await says(page, '1,000 members');
    expect(await search(page).inputValue()).toBe('');
  });

  it('is filtered by role and by the state of the account', async () => {
    await browsing.postern.sql(`update identity.account set state = 'disabled' where username like 'kim-000_'`);
    const page = await openOrganization(browsing, acme, '/members');
    await page.getByLabel('Role').selectOption('Administrators');
    await says(page, '1 member');
    expect(await usernames(page)).toEqual([acme.alice.username]);
    await page.getByLabel('Role').selectOption('All roles');
    await page.getByLabel('Account').selectOption('Blocked');
    await says(page, '9 members');
    await search(page).fill('kim-0004');
    await says(page, '1 member');
    await says(page.locator('main li'), 'Blocked');
  });

  it('a role is given, after a proof of who it is, and the last administrator stays', async () => {
    const bob = await browsing.postern.enrolled();
    const accountId = await makeMember(browsing, acme, bob);
    const page = await openOrganization(browsing, acme, `/members/${accountId}`);
    await titleIs(page, 'Ann Example');
    await look(page, 'organization-member');
    const role = section(page, 'Role');
    await role.getByLabel('Role').selectOption('Administrator');
    await fiveMinutesLater(browsing, acme.alice);
    await role.getByRole('button', { name: 'Save' }).click();
    await confirmByText(page, acme.alice);
    await titleIs(page, 'Ann Example');
    await says(role, 'Saved.');
    await takeSession(page, acme.alice);
    await says(section(page, 'About this member'), 'Administrator');
    expect(await bob.call('GET', `/v1${acme.path}`)).toMatchObject({ role: 'administrator' });

    await role.getByLabel('Role').selectOption('Member');
    await role.getByRole('button', { name: 'Save' }).click();
    await says(section(page, 'About this member'), /^Member$/);
    const own = await acme.alice.readSession();
    await page.goto(`${acme.path}/members/${own.account.id}`);
    await page.getByRole('button', { name: 'Leave the organization' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await says(page, 'An organization needs an administrator');
  });

  it('somebody is removed, and whoever does it by keyboard is never lost', async () => {
    const bob = await browsing.postern.enrolled();
    const accountId = await makeMember(browsing, acme, bob);
    const page = await openOrganization(browsing, acme, `/members?query=${bob.username}`);
    await says(page, '1 member');
    await search(page).focus();
    await tabTo(page, 'Ann Example');
    await page.keyboard.press('Enter');
    await titleIs(page, 'Ann Example');
    expect(await focused(page)).toBe('Ann Example');
    await tabTo(page, 'Remove from the organization');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused(page)).toBe('Keep as a member');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Remove from the organization');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Remove');
    await page.keyboard.press('Enter');
    await titleIs(page, `${bob.username} is not a member any more.`);
    expect(await focused(page)).toBe(`${bob.username} is not a member any more.`);
    expect(await acme.alice.tryCall('GET', `/v1${acme.path}/members/${accountId}`)).toMatchObject({ status: 404 });
    await page.getByRole('link', { name: 'All members' }).click();
    await titleIs(page, 'Members');
  });

  it('to an administrator of another organization, a member and a stranger it does not exist (S22)', async () => {
    const other = await administered(browsing, 'Globex');
    const bob = await browsing.postern.enrolled();
    const accountId = await makeMember(browsing, acme, bob);
    for (const person of [other.alice, bob, await browsing.postern.enrolled()]) {
      for (const path of ['/members', `/members/${accountId}`, '/invitations', '/import', '/activity']) {
        const page = await openAccount(browsing, person, acme.path + path);
        await titleIs(page, 'There is no such page');
        expect(await page.locator('body').innerText()).not.toMatch(/Acme|kim-|ann-/);
        await page.context().close();
      }
    }
  });
});
