import { Browsing, look } from './browser.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';
import { plugInPasskeys } from './harness/virtual-authenticator.js';

describe('Passkeys', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('are created as the second step, and sign in by themselves afterwards', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await plugInPasskeys(page);
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    const tab = await page.context().newPage();
    const { text } = await ann.receive(ann.email, 'verify-email');
    await tab.goto(/http:\/\/localhost\S+#token=\S+/.exec(text)?.[0] as string);
    await tab.getByRole('button', { name: /verify/i }).click();
    await titleIs(page, 'Choose your second step');
    // Browsers let only the page in front ask for a passkey.
    await tab.close();
    await page.getByRole('button', { name: /^Passkey/ }).click();
    await titleIs(page, 'Create a passkey');
    await look(page, 'flow-activate-passkey');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await isSignedIn(page);

    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await isSignedIn(page);

    await page.context().clearCookies();
    await signIn(page, ann);
    await titleIs(page, 'Use your passkey');
    await look(page, 'flow-answer-passkey');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await isSignedIn(page);
  });

  it('that cannot be shown leave the other ways open', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await plugInPasskeys(page);
    await page.goto('/sign-in');
    await page.getByLabel('Username or email address').fill(ann.username);
    // The browser has none for this site, and says no at once.
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await look(page, 'sign-in-no-passkey');
    expect(await page.getByLabel('Username or email address').inputValue()).toBe(ann.username);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });
});
