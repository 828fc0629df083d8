import type { Person } from '@postern/all-in-one/testing';
import type { Locator, Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { openAccount, says } from './harness/account.js';
import { titleIs } from './harness/pages.js';

describe('The activity', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const entries = (page: Page) => page.locator('ol > li');
  /** Much that happened since, of one kind. */
  const since = (ann: Person, kind: string, times: number) =>
    browsing.postern.sql(
      `insert into identity.audit (kind, account_id, at, source, device)
       select $2, id, now(), '198.51.100.4', 'Firefox on Linux'
       from identity.account, generate_series(1, $3) where username = $1`,
      [ann.username, kind, times],
    );
  const filter = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  it('tells what happened, by day, and what deserves a second look', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.tryCall('PUT', '/v1/account/password', { currentPassword: 'not it', password: 'quiet harbor lamp 7' });
    await ann.call('PUT', '/v1/account/phone', { phone: '505 555 0142' });
    await since(ann, 'challenge.locked', 1);
    const page = await openAccount(browsing, ann, '/account/activity');
    await titleIs(page, 'Activity');
    await page.getByRole('heading', { level: 2, name: 'Today' }).waitFor();
    for (const words of ['Account created', 'Signed in', 'Wrong password entered', 'Contact phone changed'])
      await says(page, words);
    await says(entries(page).first(), 'Method locked after wrong passcodes');
    await says(entries(page).first(), 'Firefox on Linux · 198.51.100.4');
    await look(page, 'account-activity');
    await page.getByRole('link', { name: 'Secure your account' }).click();
    await titleIs(page, 'Sign-in and security');
  });

  it('the chosen filter and page stand out where people choose the colors themselves', async () => {
    const page = await openAccount(browsing, await browsing.postern.enrolled(), '/account/activity');
    await titleIs(page, 'Activity');
    await page.emulateMedia({ forcedColors: 'active' });
    const ground = (link: Locator): Promise<string> =>
      link.evaluate((element) => getComputedStyle(element).backgroundColor);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    expect(await ground(button('Everything'))).not.toBe(await ground(button('Recovery')));
    const link = (name: string) => page.getByRole('link', { name, exact: true });
    expect(await ground(link('Activity'))).not.toBe(await ground(link('Profile')));
  });

  it('is filtered over everything, however far back, and shows more when asked', async () => {
    const ann = await browsing.postern.enrolled();
    await since(ann, 'session.renewed', 130);
    const page = await openAccount(browsing, ann, '/account/activity');
    await says(page, 'The newest 50 entries');
    await page.getByRole('button', { name: 'Show older entries' }).click();
    await says(page, 'The newest 100 entries');
    expect(await entries(page).count()).toBe(100);

    // All of it lies behind what was loaded.
    await filter(page, 'Account');
    await says(page, 'Account created');
    expect(await page.getByText('Identity confirmed again').count()).toBe(0);
    await filter(page, 'Methods');
    await says(page, 'Method added');
    await filter(page, 'Sign-ins');
    await says(page, 'The newest 50 entries');
    await filter(page, 'Recovery');
    await says(page, 'There is nothing of this kind.');
    await look(page, 'account-activity-none');
    await filter(page, 'Everything');
    await says(page, 'The newest 100 entries');
    await page.getByRole('button', { name: 'Show older entries' }).click();
    await page.getByRole('button', { name: 'Show older entries' }).waitFor({ state: 'detached' });
    expect(await entries(page).count()).toBeGreaterThan(130);
  });
});
