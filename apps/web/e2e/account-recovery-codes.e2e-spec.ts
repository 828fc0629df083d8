import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { openAccount, says, section } from './harness/account.js';
import { focused, isSignedIn, signIn, titleIs } from './harness/pages.js';

describe('Recovery codes', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** How many sheets of paper it takes. */
  const pagesOf = async (page: Page): Promise<number> =>
    (await page.pdf({ format: 'Letter' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

  it('are made, copied, saved and printed, and shown this once', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate('window.printed = 0; window.print = () => { window.printed += 1 }');
    const part = section(page, 'Recovery codes');
    await says(part, 'You have no recovery codes yet.');
    await part.getByRole('button', { name: 'Make recovery codes' }).click();
    await says(part, 'Keep these codes now');
    // Whoever hears the page is led to the codes.
    expect(await focused(page)).toBe('Recovery codes');
    const codes = await part.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]{4}(?:-[a-z0-9]{4}){3}$/);
    await look(page, 'account-recovery-codes');

    await part.getByRole('button', { name: 'Copy all codes' }).click();
    await says(part, 'Copied.');
    expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toEqual(codes);
    const downloading = page.waitForEvent('download');
    await part.getByRole('button', { name: 'Save as a file' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('recovery-codes.txt');
    const file = await readFile(await download.path(), 'utf8');
    for (const code of codes) expect(file).toContain(code);
    await part.getByRole('button', { name: 'Print' }).click();
    expect(await page.evaluate('window.printed')).toBe(1);
    // On paper: what the file says, and nothing else, not even an empty page.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect((await page.locator('body').innerText()).trim()).toBe(file.trim());
    expect(await pagesOf(page)).toBe(1);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });

    await part.getByRole('button', { name: 'I have kept them' }).click();
    await says(part, '10 codes are left.');
    expect(await page.getByText(codes[0] as string).count()).toBe(0);
    await ann.receive(ann.email, 'recovery-codes-created');
  });

  it('are counted as they are used, and made anew after a question: the old ones are void', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Recovery codes');
    await part.getByRole('button', { name: 'Make recovery codes' }).click();
    await says(part, 'Keep these codes now');
    const old = await part.getByRole('listitem').allTextContents();
    await part.getByRole('button', { name: 'I have kept them' }).click();

    const signInWith = async (code: string) => {
      const other = await browsing.device();
      await signIn(other, ann);
      await titleIs(other, 'Enter the code');
      await other.getByText('Use another method').click();
      await other.getByRole('button', { name: /Use a recovery code/ }).click();
      await other.getByLabel('Recovery code').fill(code);
      await other.getByRole('button', { name: 'Continue' }).click();
      return other;
    };
    await isSignedIn(await signInWith(old[0] as string));
    await page.reload();
    await says(part, '9 codes are left.');

    await part.getByRole('button', { name: 'Make new codes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make new recovery codes?' });
    await dialog.waitFor();
    await look(page, 'account-recovery-codes-ask');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await says(part, '9 codes are left.');
    await part.getByRole('button', { name: 'Make new codes' }).click();
    await dialog.getByRole('button', { name: 'Make new codes' }).click();
    await says(part, 'Keep these codes now');
    const codes = await part.getByRole('listitem').allTextContents();
    await part.getByRole('button', { name: 'I have kept them' }).click();
    await says(part, '10 codes are left.');
    await says(await signInWith(old[1] as string), 'That passcode is not right');
    await isSignedIn(await signInWith(codes[0] as string));
  });
});
