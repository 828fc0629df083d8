import { readFile } from 'node:fs/promises';
import type { Person } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { says, section } from './harness/account.js';
import { administered, makeMember, openOrganization, populate, type Administered } from './harness/members.js';
import { titleIs } from './harness/pages.js';

describe('How many members use MFA', () => {
  let browsing: Browsing;
  let acme: Administered;
  let carol: Person;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
    carol = await browsing.postern.enrolled();
    await makeMember(browsing, acme, carol);
    await populate(browsing, acme, 38);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('is seen at a glance and in numbers: who has which method, and why others have none', async () => {
    const page = await openOrganization(browsing, acme, '/adoption');
    await titleIs(page, 'MFA adoption');
    await says(page, '2 of 40 members have a method.');
    await page.getByRole('row', { name: /^Text message 2 5%$/ }).waitFor();
    await page.getByRole('table', { name: 'Not set up, and why' }).waitFor();
    await look(page, 'organization-adoption');
  });

  it('lists the members, all or some, page by page', async () => {
    const page = await openOrganization(browsing, acme, '/adoption');
    const part = section(page, 'Members');
    await part.getByRole('button', { name: 'Next' }).click();
    await says(part, '26 to 40');
    await part.getByLabel('Show').selectOption('enrolled');
    await part.getByRole('link', { name: carol.username }).waitFor();
    await part.getByRole('link', { name: /^kim-/ }).first().waitFor({ state: 'detached' });
    expect(await part.getByRole('listitem').count()).toBe(2);
    await part.getByLabel('Show').selectOption('postponed');
    await says(part, 'Nobody is like that.');
  });

  it('comes as a file for a spreadsheet', async () => {
    const page = await openOrganization(browsing, acme, '/adoption');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as CSV' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file.trim().split('\n')).toHaveLength(41);
    expect(file).toContain(carol.username);
  });

  it('those without a method are reminded, once a day', async () => {
    const page = await openOrganization(browsing, acme, '/adoption');
    const part = section(page, 'Reminder');
    await says(part, 'No reminder has been sent yet.');
    await part.getByRole('button', { name: 'Send a reminder' }).dblclick();
    await says(part, 'A reminder is on its way to 38 members.');
    await carol.receive('kim-0001@example.org', 'mfa-reminder');
    await part.getByRole('button', { name: 'Send a reminder' }).click();
    await says(part, 'A reminder went out today');
    await look(page, 'organization-adoption-reminded');
  });

  it('is in Spanish for those who read it', async () => {
    const page = await openOrganization(browsing, acme, '/adoption');
    await page.getByLabel('Language').selectOption('es');
    await titleIs(page, 'Adopción de MFA');
    await says(page, '2 de 40 miembros tienen un método.');
    await look(page, 'organization-adoption-in-spanish');
  });
});
