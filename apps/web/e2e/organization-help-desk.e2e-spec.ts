import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { administered, makeMember, openOrganization, takeSession, type Administered } from './harness/members.js';
import { focused, titleIs } from './harness/pages.js';

describe('The help desk', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const open = async (bob: Person): Promise<Page> => {
    const page = await openOrganization(browsing, acme, `/members/${await makeMember(browsing, acme, bob)}`);
    await titleIs(page, 'Ann Example');
    return page;
  };
  const help = (page: Page) => section(page, 'Help with getting in');
  const methods = (page: Page) => section(page, 'Sign-in methods');
  const agree = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name }).click();

  it('sees masked methods and what was sent, and never a code, an address or a number', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await open(bob);
    const messages = section(page, 'Recent messages');
    await says(messages, 'Passcode');
    await methods(page).getByRole('button', { name: 'Show the methods' }).click();
    await says(methods(page), `(***) ***-**${bob.phone.slice(-2)}`);
    await look(page, 'organization-help-desk');
    const shown = (await messages.innerText()) + (await methods(page).innerText());
    await page.getByLabel('Language').selectOption('Español');
    await says(page, 'Todos los miembros');
    await look(page, 'organization-help-desk-es');
    for (const secret of [bob.phone, bob.email, bob.lastCode]) if (secret) expect(shown).not.toContain(secret);
  });

  it('signs somebody out everywhere: a step-up in the middle comes back and goes on with it', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await open(bob);
    await fiveMinutesLater(browsing, acme.alice);
    await help(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await look(page, 'organization-help-desk-ask');
    await agree(page, 'Sign out');
    await confirmByText(page, acme.alice);
    await says(help(page), `${bob.username} is signed out everywhere.`);
    await page.waitForFunction(() => scrollY > 0);
    await takeSession(page, acme.alice);
    expect((await bob.tryCall('GET', '/v1/session')).status).toBe(401);
  });

  it('whoever gives the step-up up finds the page as it was, and nobody is signed out', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await open(bob);
    await fiveMinutesLater(browsing, acme.alice);
    await help(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await agree(page, 'Sign out');
    await titleIs(page, 'Enter the code');
    await page.getByRole('button', { name: 'Back without confirming' }).click();
    await titleIs(page, 'Ann Example');
    expect((await bob.tryCall('GET', '/v1/session')).status).toBe(200);
    await methods(page).getByRole('button', { name: 'Show the methods' }).click();
    await confirmByText(page, acme.alice);
    await says(methods(page), 'Text message');
    await takeSession(page, acme.alice);
  });

  it('starts a recovery: the link goes to the member, once, however often the button is pressed', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await open(bob);
    await help(page).getByRole('button', { name: 'Send a link to choose a new password' }).click();
    await says(page.getByRole('dialog'), bob.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Send the link' }).dblclick();
    await says(help(page), 'the link is on its way');
    await bob.receive(bob.email, 'password-reset');
    const sent = (await bob.inbox.messages(bob.email)).filter(({ template }) => template === 'password-reset');
    expect(sent).toHaveLength(1);
  });

  it('resets methods by keyboard alone: a day later, the member is told, and it can be stopped', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await open(bob);
    await tabTo(page, 'Reset all methods');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await focused(page)).toBe('Leave them as they are');
    await fiveMinutesLater(browsing, acme.alice);
    await tabTo(page, 'Reset after a day');
    await page.keyboard.press('Enter');
    await confirmByText(page, acme.alice);
    await says(methods(page), 'The methods will be removed on');
    await look(page, 'organization-help-desk-reset');
    await bob.receive(bob.email, 'factor-reset-requested');
    await takeSession(page, acme.alice);

    await page.reload();
    await methods(page).getByRole('button', { name: 'Show the methods' }).click();
    await says(methods(page), 'The methods will be removed on');
    await methods(page).getByRole('button', { name: 'Stop the reset' }).click();
    await says(methods(page), 'The reset is stopped.');
    await bob.receive(bob.email, 'factor-reset-stopped');
    expect(await focused(page)).toBe('Sign-in methods');
  });

  it('is told that the account of an operator is not for it', async () => {
    const operator = await browsing.postern.operator();
    const page = await openOrganization(browsing, acme, `/members/${await makeMember(browsing, acme, operator)}`);
    await help(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await agree(page, 'Sign out');
    await says(help(page), 'This account is cared for by those who run the installation');
    expect((await operator.tryCall('GET', '/v1/session')).status).toBe(200);
  });

  it('of the installation sees members and helps them, and nothing else of the organization', async () => {
    const sue = await browsing.postern.enrolled();
    await browsing.postern.sql(`update identity.account set role = 'support' where username = $1`, [sue.username]);
    const bob = await browsing.postern.enrolled();
    const accountId = await makeMember(browsing, acme, bob);
    const page = await openAccount(browsing, sue, `${acme.path}/members`);
    await titleIs(page, 'Members');
    expect(await page.getByRole('link', { name: /Invite|Import|policy/ }).count()).toBe(0);
    await page.getByLabel('Search').fill(bob.username);
    await says(page, '1 member');
    await page.goto(`${acme.path}/members/${accountId}`);
    await titleIs(page, 'Ann Example');
    expect(await page.getByRole('button', { name: /Remove|Save/ }).count()).toBe(0);
    await help(page).getByRole('button', { name: 'Sign out everywhere' }).click();
    await agree(page, 'Sign out');
    await says(help(page), 'is signed out everywhere');
    await page.goto(`${acme.path}/invitations`);
    await titleIs(page, 'There is no such page');
  });
});
