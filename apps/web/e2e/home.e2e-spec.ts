import { Browsing, look } from './browser.js';
import { titleIs } from './harness/pages.js';

describe('The start page', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('says what this is, and leads to what there is to try', async () => {
    const page = await browsing.device();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/');
    await titleIs(page, 'One account for all your applications');
    await page.getByRole('heading', { name: 'Try it out' }).waitFor();
    for (const username of ['demo-2024', 'demo-new', 'demo-operator'])
      await page.getByRole('button', { name: `Copy ${username}`, exact: true }).waitFor();
    await page.getByRole('button', { name: 'Copy demo-new' }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('demo-new');
    await look(page, 'home');

    await page.getByRole('link', { name: 'Open the inbox' }).click();
    await titleIs(page, 'Inbox');
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Sign in');
  });

  it('leads to the API reference, which works under the same policy', async () => {
    const page = await browsing.device();
    await page.goto('/');
    await page.getByRole('link', { name: 'API reference' }).click();
    await page.waitForURL('**/docs');
    await page.getByText('/v1/sign-ins', { exact: true }).first().waitFor();
  });

  it('takes colors from the device until somebody chooses some, and again when told to', async () => {
    const page = await browsing.device({ colorScheme: 'dark' });
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [dark, light] = ['rgb(18, 23, 22)', 'rgb(247, 245, 239)'];
    await page.goto('/');
    const colors = page.getByLabel('Colors');
    await colors.waitFor();
    expect(await ground()).toBe(dark);
    await colors.selectOption('Light');
    expect(await ground()).toBe(light);
    await page.reload();
    await colors.waitFor();
    expect(await ground()).toBe(light);

    const otherTab = await page.context().newPage();
    await otherTab.goto('/sign-in');
    await otherTab.getByLabel('Colors').selectOption('Same as the device');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === undefined);
    expect(await colors.inputValue()).toBe('device');
    expect(await ground()).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(light);
  });

  it('speaks Spanish', async () => {
    const page = await browsing.device({ locale: 'es-MX' });
    await page.goto('/');
    await page.getByRole('button', { name: 'Copiar demo-new' }).waitFor();
    await look(page, 'home-spanish');
  });

  it('tells somebody without JavaScript what to do', async () => {
    const page = await browsing.device({ javaScriptEnabled: false });
    await page.goto('/sign-in');
    expect(await page.locator('noscript').innerText()).toContain('Turn it on for this site');
  });
});
