import { readFile } from 'node:fs/promises';
import { Browsing, look } from './browser.js';
import { openAccount, says } from './harness/account.js';
import { titleIs } from './harness/pages.js';

describe('Downloading one’s data', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('saves one file with everything that is held, and no secret', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/export');
    await titleIs(page, 'Download your data');
    await look(page, 'account-export');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('account.json');
    await says(page, 'The file is in your downloads.');
    const text = await readFile(await download.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      identity: {
        account: { username: ann.username, email: ann.email, name: { given: 'Ann', family: 'Example' } },
        activity: expect.arrayContaining([expect.objectContaining({ kind: 'account.registered' })]),
      },
      mfa: { factors: [expect.objectContaining({ kind: 'sms' })] },
      notifications: expect.anything(),
    });
    expect(text).not.toContain(ann.session as string);
    expect(text).not.toMatch(/argon2|passwordHash/);
  });
});
