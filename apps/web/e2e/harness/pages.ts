import type { Person } from '@postern/all-in-one/testing';
import jsQR from 'jsqr';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** Fills in the sign-in page as it is, and sends it. */
export async function signIn(page: Page, { username, password }: Pick<Person, 'username' | 'password'>, search = '') {
  await page.goto(`/sign-in${search}`);
  await page.getByLabel('Username or email address').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export const titleIs = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

export const codeField = (page: Page): Locator => page.getByRole('textbox', { name: 'Six-digit code' });

/** Types into the six boxes, beginning where the focus is; the sixth digit sends them. */
export const typeCode = async (page: Page, code: string): Promise<void> => {
  await codeField(page).focus();
  await page.keyboard.type(code);
};

/** What the focus is on, as a screen reader would name it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const labelled = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    const label = labelled ? element.labels?.[0]?.textContent : undefined;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });

/** What a phone's camera reads from the picture on the page. */
export async function scan(page: Page): Promise<string> {
  const { data, width, height } = PNG.sync.read(await page.getByRole('img', { name: /QR code/ }).screenshot());
  const found = jsQR.default(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error('no QR code can be read there');
  return found.data;
}

/** At the end of a sign-in, with or without the advice to make recovery codes. */
export async function isSignedIn(page: Page): Promise<void> {
  const advice = page.getByRole('heading', { level: 1, name: 'You are signed in' });
  await Promise.race([advice.waitFor(), page.waitForURL('**/account')]);
  expect((await page.context().cookies()).map(({ name }) => name)).toContain('postern_session');
}
