import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { codeField, focused, isSignedIn, scan, signIn, titleIs, typeCode } from './harness/pages.js';

describe('The second step', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const goOn = (page: Page) => page.getByRole('link', { name: 'Go on' }).click();

  it('leads back to the first box when the code is wrong, and says how many tries are left', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const right = await ann.receiveCode(ann.phone);
    expect(await focused(page)).toBe('Six-digit code');
    await look(page, 'flow-answer-sms');
    await typeCode(page, right === '000000' ? '111111' : '000000');
    await page.getByText('4 tries are left').waitFor();
    expect(await focused(page)).toBe('Six-digit code');
    expect(await codeField(page).inputValue()).toBe('');
    await look(page, 'flow-answer-wrong');
    await typeCode(page, right);
    await isSignedIn(page);
  });

  it('takes a pasted code, with whatever stands around it', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const code = await ann.receiveCode(ann.phone);
    await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} ${code.slice(3)} `);
    await codeField(page).focus();
    await page.keyboard.press('Control+v');
    await isSignedIn(page);
  });

  it('is left out on a remembered device, and asked for on another one', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByLabel('Remember this device').check();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await page.context().clearCookies({ name: 'postern_session' });
    await signIn(page, ann);
    await isSignedIn(page);

    const other = await browsing.device();
    await signIn(other, ann);
    await titleIs(other, 'Enter the code');
  });

  it('can be changed after signing in: an authenticator app is added, and used the next time', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByLabel('Change my sign-in methods afterwards').check();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Your sign-in methods');
    await look(page, 'flow-manage-factors');

    await page.getByRole('button', { name: 'Add a method' }).click();
    await titleIs(page, 'Add a method');
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    const uri = new URL(await scan(page));
    const secret = uri.searchParams.get('secret') as string;
    await page.getByText('On a mobile device?').click();
    await page.getByText(secret, { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /Open in an authenticator app/ }).getAttribute('href')).toBe(uri.href);
    await look(page, 'flow-activate-totp');
    // The code of the step before is taken too, and leaves this one for the next sign-in.
    const now = Math.floor(Date.now() / 1000);
    await typeCode(page, generateSync({ secret, epoch: now - 30 }));
    await titleIs(page, 'Your sign-in methods');
    await page.getByText('Authenticator app').first().waitFor();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await isSignedIn(page);
    await goOn(page);
    await page.waitForURL('**/account');

    const other = await browsing.device();
    await signIn(other, ann);
    await titleIs(other, 'Enter the code from your app');
    await other.getByText('Use another method').click();
    await look(other, 'flow-answer-totp');
    await other.getByRole('button', { name: /Send a text message/ }).click();
    await titleIs(other, 'Enter the code');
    await typeCode(other, await ann.receiveCode(ann.phone));
    await isSignedIn(other);
  });

  it('removing asks once more, and the only method stays', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByLabel('Change my sign-in methods afterwards').check();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Your sign-in methods');
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    await page.getByRole('button', { name: /^Change: Text message/ }).click();
    await titleIs(page, 'Your new mobile number');
    await page.getByLabel('Phone number').fill('505 555 0177');
    await page.getByRole('button', { name: 'Send code' }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode('5055550177'));
    await titleIs(page, 'Your sign-in methods');
    await page.getByText('(***) ***-**77').waitFor();

    await page.getByRole('button', { name: 'Add a method' }).click();
    await page.getByRole('button', { name: /^Email/ }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.email));
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Remove: Email/ }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await isSignedIn(page);
  });

  it('the code can be sent again, when the countdown is over', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    const resend = page.getByRole('button', { name: /^Resend/ });
    expect(await resend.textContent()).toMatch(/^Resend in \d+s$/);
    expect(await resend.isDisabled()).toBe(true);
    const first = await ann.receiveCode(ann.phone);
    await page.getByRole('button', { name: 'Resend code' }).click();
    expect(await ann.receiveCode(ann.phone)).toBe(first);
    await page.getByRole('button', { name: /^Resend in/ }).waitFor();
  });
});
