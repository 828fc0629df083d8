import type { Person } from '@postern/all-in-one/testing';
import type { Locator, Page } from 'playwright-core';
import type { Browsing } from '../browser.js';
import { titleIs, typeCode } from './pages.js';

/** Opens a page of the account in a browser that brings the person's session along: how they signed in is another journey. */
export async function openAccount(
  browsing: Browsing,
  person: Person,
  path = '/account',
  more: Parameters<Browsing['device']>[0] = {},
): Promise<Page> {
  const page = await browsing.device(more);
  const session = { name: 'postern_session', value: person.session as string, url: browsing.url, httpOnly: true };
  await page.context().addCookies([session]);
  await page.goto(path);
  return page;
}

/** The part of the page below this heading. */
export const section = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

export const says = (page: Page | Locator, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor();

/** Five minutes later: whatever is sensitive wants a fresh proof. */
export const fiveMinutesLater = ({ postern }: Browsing, { username }: Person): Promise<unknown[]> =>
  postern.sql(
    `update identity.session s set authenticated_at = authenticated_at - interval '301 seconds'
     from identity.account a where a.id = s.account_id and a.username = $1`,
    [username],
  );

/** Shows once more who it is, by the text message that comes. */
export async function confirmByText(page: Page, person: Person): Promise<void> {
  await titleIs(page, 'Enter the code');
  await typeCode(page, await person.receiveCode(person.phone));
}

/** The field that is said to be wrong has the focus, and this is what is said of it. */
export async function refusalAt(field: Locator): Promise<string> {
  await field.and(field.page().locator('[aria-invalid=true]')).waitFor();
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  const described = await field.getAttribute('aria-describedby');
  return field
    .page()
    .locator(`[id="${described?.split(' ')[0]}"]`)
    .innerText();
}

/** Somebody returns to this window from another one: the browser tells its page so. */
export async function comeBack(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
}
