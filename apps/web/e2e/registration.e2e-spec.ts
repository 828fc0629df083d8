import { codeIn } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';

describe('Somebody new', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('registers, opens the link in another tab, proves a phone number and is signed in', async () => {
    const page = await browsing.device();
    await page.goto('/sign-in');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await look(page, 'sign-in');
    await page.getByRole('link', { name: 'Create an account' }).click();

    await page.getByLabel('First name').fill('Ann');
    await page.getByLabel('Last name').fill('Example');
    await page.getByLabel('Email address').fill('ann@example.org');
    await page.getByLabel('Username').fill('ann-example');
    await page.getByLabel('Password', { exact: true }).fill('quiet harbor lamp 7');
    await page.getByText('Very good').waitFor();
    await look(page, 'create-account');
    await page.getByRole('button', { name: 'Create account' }).click();

    await page.getByRole('heading', { name: 'Verify an email address' }).waitFor();
    await look(page, 'flow-verify-email');
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
    await look(page, 'flow-await-email');

    const { text } = await browsing.inbox.next('ann@example.org', 'verify-email');
    const [link] = /http:\/\/localhost:\d+\/verify-email#token=\S+/.exec(text) ?? [];
    const tab = await page.context().newPage();
    await tab.goto(link as string);
    await tab.getByRole('button', { name: /verify/i }).waitFor();
    // Not in the address bar, the history, or whatever is copied from there.
    expect(tab.url()).not.toContain('token');
    await tab.getByRole('button', { name: /verify/i }).click();
    await tab.getByText('Thank you').first().waitFor();

    // The page that waits goes on by itself.
    await page.getByRole('heading', { name: 'Choose your second step' }).waitFor();
    await tab.close();
    await look(page, 'flow-enroll-factor');
    await page.getByRole('button', { name: /^Text message/ }).click();
    await page.getByLabel('Phone number').pressSequentially('5055550142');
    expect(await page.getByLabel('Phone number').inputValue()).toBe('(505) 555-0142');
    await look(page, 'flow-phone');
    await page.getByRole('button', { name: 'Send code' }).click();

    await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
    await page.getByText('(***) ***-**42').waitFor();
    await look(page, 'flow-activate-sms');
    const code = codeIn(await browsing.inbox.next('+15055550142', 'temporary-passcode'));
    // It sends itself with the sixth digit.
    await page.keyboard.type(code);

    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await look(page, 'flow-complete');
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.waitForURL('**/account');
    await page.getByText('ann@example.org').first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.waitForURL('**/sign-in');
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('postern_session');
  });
});
