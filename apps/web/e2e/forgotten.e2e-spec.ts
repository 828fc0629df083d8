import { Browsing, look } from './browser.js';
import { follow, linkIn, said } from './harness/mail.js';
import { focused, signIn, titleIs, typeCode } from './harness/pages.js';

describe('What was forgotten', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('a username comes by email', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot username?' }).click();
    await titleIs(page, 'Forgot your username?');
    expect(await focused(page)).toBe('Email address');
    await look(page, 'forgot-username');
    await page.getByRole('button', { name: 'Send my username' }).click();
    await page.getByText('Fill in this field.').waitFor();
    await page.getByLabel('Email address').fill(ann.email);
    await page.getByRole('button', { name: 'Send my username' }).click();
    await titleIs(page, 'Look at your mail');
    expect(await focused(page)).toBe('Look at your mail');
    await look(page, 'forgot-username-sent');
    expect((await ann.receive(ann.email, 'username-reminder')).text).toContain(ann.username);
    await page.getByRole('link', { name: 'Back to sign in' }).click();
    await titleIs(page, 'Sign in');
  });

  it('the page says the same of an address that nobody has, and leads back to a typing mistake', async () => {
    const page = await browsing.device();
    await page.goto('/forgot-username');
    await page.getByLabel('Email address').fill('nobody@example.org');
    await page.getByRole('button', { name: 'Send my username' }).click();
    await titleIs(page, 'Look at your mail');
    await page.getByText('If an account has this address').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await page.getByLabel('Email address').inputValue()).toBe('nobody@example.org');
    await page.goto('/forgot-password');
    await page.getByLabel('Username or email address').fill('nobody-at-all');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Look at your mail');
    await page.getByText('If there is such an account').waitFor();
    await page.getByText('nobody-at-all').waitFor();
    await look(page, 'forgot-password-sent');
  });

  it('whoever knows neither gets from the password to the username, and keeps the application', async () => {
    const page = await browsing.device();
    await page.goto('/forgot-password?application=nowhere');
    await page.getByText('There is no such application').waitFor();
    await titleIs(page, 'Forgot your password?');
    await look(page, 'forgot-password');
    await page.getByRole('link', { name: 'Forgot your username?' }).click();
    await titleIs(page, 'Forgot your username?');
    expect(page.url()).toContain('application=nowhere');
  });

  it('the link to a new password works once, and one that was used or is too old leads to another', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    const askForLink = async (): Promise<string> => {
      await page.goto('/forgot-password');
      await page.getByLabel('Username or email address').fill(ann.email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await titleIs(page, 'Look at your mail');
      return linkIn(await ann.receive(ann.email, 'password-reset'));
    };
    const first = await askForLink();
    await page.goto(first);
    await titleIs(page, 'Choose a new password');
    await look(page, 'link-reset-password');
    expect(page.url()).not.toContain('token');
    await page.getByRole('button', { name: 'Continue' }).click();
    await titleIs(page, 'Enter the code');
    await page.reload();
    await titleIs(page, 'Enter the code');
    await page.getByRole('button', { name: 'Stop and go to sign in' }).click();
    await titleIs(page, 'Sign in');

    await follow(page, first);
    await page.getByRole('alert').waitFor();
    expect(await said(page)).toMatch(/used/);
    expect(await focused(page)).toMatch(/used/);
    await look(page, 'link-reset-used');
    await page.getByRole('link', { name: 'Get a new link' }).click();
    await titleIs(page, 'Forgot your password?');

    // Mailboxes are not flooded: the next link comes after a while.
    await browsing.postern.sql(`update identity.password_reset set requested_at = requested_at - interval '1 hour'`);
    const second = await askForLink();
    await browsing.postern.sql(`update identity.password_reset set expires_at = now() - interval '1 second'`);
    await follow(page, second);
    await page.getByRole('alert').waitFor();
    expect(await said(page)).toMatch(/expired/);
    expect(await page.getByRole('link', { name: 'Get a new link' }).count()).toBe(1);
  });

  it('the new password is judged while it is typed, and the old one is of no more use', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto('/forgot-password');
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await follow(page, linkIn(await ann.receive(ann.email, 'password-reset')));
    await titleIs(page, 'Enter the code');
    // Neither is offered here: nobody is signed in by this.
    expect(await page.getByLabel('Remember this device').count()).toBe(0);
    expect(await page.getByLabel('Change my sign-in methods afterwards').count()).toBe(0);
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Choose a new password');
    await page.getByLabel('New password').fill('short');
    await page.getByText('Use at least 8 characters.').waitFor();
    await page.reload();
    await titleIs(page, 'Choose a new password');
    await page.getByLabel('New password').fill('quiet harbor lamp 7');
    await page.getByText('Very good').waitFor();
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await titleIs(page, 'Your password is changed');
    await signIn(page, ann);
    await page.getByText('The username or password is not right').waitFor();
    await ann.receive(ann.email, 'password-changed');
  });
});
