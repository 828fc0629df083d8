import { makeRecoveryCodes } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { linkIn } from './harness/mail.js';
import { signIn, titleIs, typeCode } from './harness/pages.js';

describe('Getting back in', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('with another password, after the second step', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.waitForURL('**/forgot-password');
    await titleIs(page, /password/);
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.locator('button[type=submit]').click();
    const link = linkIn(await ann.receive(ann.email, 'password-reset'));
    await page.goto(link);
    await page.locator('main').getByRole('button').first().click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Choose a new password');
    await page.getByLabel('New password').fill(ann.username);
    await page.getByText('This is built from your name').waitFor();
    await look(page, 'flow-choose-password');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    // The server has the last word, at the field.
    await page.getByLabel('New password').and(page.locator('[aria-invalid=true]')).waitFor();
    await look(page, 'flow-choose-password-refused');
    await page.getByLabel('New password').fill('quiet harbor lamp 7');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await titleIs(page, 'Your password is changed');
    await look(page, 'flow-recovered');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, { username: ann.username, password: 'quiet harbor lamp 7' });
    await titleIs(page, 'Enter the code');
  });

  it('with a recovery code, however it is written', async () => {
    const ann = await browsing.postern.enrolled();
    const [code = ''] = await makeRecoveryCodes(ann);
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await page.getByText('Use another method').click();
    await page.getByRole('button', { name: /Use a recovery code/ }).click();
    await titleIs(page, 'Enter a recovery code');
    await page.getByLabel('Recovery code').fill('AAAA-BBBB-CCCC-DDDD');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('That passcode is not right').waitFor();
    await look(page, 'flow-answer-recovery-code');
    await page.getByLabel('Recovery code').fill(` ${code.toLowerCase().replaceAll('-', ' ')} `);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/account');
  });

  it('without any of the methods: the verified address proves it, and new ones are set up', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByText('Use another method').click();
    await look(page, 'flow-other-ways');
    await page.getByRole('button', { name: /I have lost all of them/ }).click();
    await titleIs(page, 'Look at your mail');
    const link = linkIn(await ann.receive(ann.email, 'recover-factors'));
    // On another device: this page goes on by itself all the same.
    const other = await browsing.device();
    await other.goto(link);
    await other.locator('main').getByRole('button').first().click();
    await titleIs(page, 'Choose your second step');
  });
});
