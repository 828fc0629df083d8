import type { Person } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { openAccount, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { administered, makeMember, type Administered } from './harness/members.js';
import { focused, titleIs } from './harness/pages.js';

describe('The organizations that somebody belongs to', () => {
  let browsing: Browsing;
  let acme: Administered;
  let globex: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
    globex = await administered(browsing, 'Globex');
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const mine = async (person: Person) =>
    (await person.call<{ organizations: { name: string }[] }>('GET', '/v1/organizations')).organizations.map(
      ({ name }) => name,
    );

  it('a member sees them, and leaves one with the keyboard alone', async () => {
    const bob = await browsing.postern.enrolled();
    for (const organization of [acme, globex]) await makeMember(browsing, organization, bob);
    const page = await openAccount(browsing, bob);
    await page.getByRole('link', { name: 'Organizations' }).click();
    await titleIs(page, 'Organizations');
    const list = section(page, 'Your organizations');
    await says(list.getByRole('listitem').filter({ hasText: 'Globex' }), 'Member');
    await look(page, 'account-organizations');

    await tabTo(page, 'Leave Acme Logistics');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Leave Acme Logistics?' }).waitFor();
    await look(page, 'account-organizations-ask');
    expect(await focused(page)).toBe('Stay');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await mine(bob)).toHaveLength(2);

    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Leave');
    await page.keyboard.press('Enter');
    await says(list, 'You have left Acme Logistics.');
    await list.getByRole('listitem').filter({ hasText: 'Acme' }).waitFor({ state: 'detached' });
    expect(await mine(bob)).toEqual(['Globex']);
    expect(await focused(page)).toBe('Your organizations');
  });

  it('whoever leaves the last one is told so, and the page is offered no longer', async () => {
    const bob = await browsing.postern.enrolled();
    await makeMember(browsing, acme, bob);
    const page = await openAccount(browsing, bob, '/account/organizations');
    await page.getByRole('button', { name: 'Leave Acme Logistics' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await says(page, 'Your account belongs to no organization.');
    await page.getByRole('link', { name: 'Organizations' }).waitFor({ state: 'detached' });
    expect(await mine(bob)).toEqual([]);
  });

  it('the last administrator is told why not, and where to go first', async () => {
    const bob = await browsing.postern.enrolled();
    await makeMember(browsing, globex, bob);
    const page = await openAccount(browsing, globex.alice, '/account/organizations');
    await page.getByRole('button', { name: 'Leave Globex' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await says(page, 'An organization needs an administrator');
    await says(page, 'Make another member an administrator first.');
    await look(page, 'account-organizations-last');
    await page.getByRole('link', { name: 'Go to its members' }).click();
    await titleIs(page, 'Members');
    await says(page, bob.username);
    expect(await mine(globex.alice)).toEqual(['Globex']);
  });

  it('in Spanish too', async () => {
    const ana = await browsing.postern.enrolled();
    await ana.call('PATCH', '/v1/account', { locale: 'es' });
    await makeMember(browsing, acme, ana);
    const page = await openAccount(browsing, ana, '/account/organizations');
    await titleIs(page, 'Organizaciones');
    await page.getByRole('button', { name: 'Salir de Acme Logistics' }).click();
    await says(page.getByRole('dialog', { name: '¿Salir de Acme Logistics?' }), 'Tu cuenta queda como está.');
    await page.getByRole('dialog').getByRole('button', { name: 'Salir' }).click();
    await says(page, 'Saliste de Acme Logistics.');
  });
});
