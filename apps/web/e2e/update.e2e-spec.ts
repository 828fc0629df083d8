import { Browsing } from './browser.js';
import { titleIs } from './harness/pages.js';

const words = '**/client/registration-*.js';

describe('When parts of a page cannot be had, as while an update is made', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('it is said, and loading again helps', async () => {
    const page = await browsing.device();
    await page.route(words, (route) => route.fulfill({ status: 404 }));
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await titleIs(page, 'This page could not be shown');
    await page.unroute(words);
    await page.getByRole('button', { name: 'Load it again' }).click();
    await titleIs(page, 'Create your account');
    browsing.forgive(/status of 404|Failed to fetch dynamically imported module/);
  });

  it('a language whose words are missing is there after loading again', async () => {
    const page = await browsing.device();
    await page.goto('/create-account');
    await titleIs(page, 'Create your account');
    await page.route(words, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await page.getByLabel('Language').selectOption('es');
    await failed;
    await titleIs(page, 'Create your account');
    expect(await page.getByLabel('Language').inputValue()).toBe('en');
    await page.unroute(words);
    await page.reload();
    await titleIs(page, 'Crea tu cuenta');
    browsing.forgive(/net::ERR_FAILED/);
  });
});
