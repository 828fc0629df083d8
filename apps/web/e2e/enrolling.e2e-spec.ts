import type { Person } from '@postern/all-in-one/testing';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { follow, linkIn, said } from './harness/mail.js';
import { focused, isSignedIn, scan, signIn, titleIs, typeCode } from './harness/pages.js';

describe('Setting up the second step', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** As far as the choice of a method. */
  const newcomer = async (): Promise<{ ann: Person; page: Page }> => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await follow(await browsing.device(), linkIn(await ann.receive(ann.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    return { ann, page };
  };

  it('by email: the code goes to the verified address', async () => {
    const { ann, page } = await newcomer();
    await page.getByText('Only as safe as your mailbox').waitFor();
    await page.getByRole('button', { name: /^Email/ }).click();
    await titleIs(page, 'Enter the code');
    await page.getByText(/^a\*{5}.@example\.org$/).waitFor();
    await look(page, 'flow-activate-email');
    await typeCode(page, await ann.receiveCode(ann.email));
    await isSignedIn(page);
    await ann.receive(ann.email, 'factor-added');
  });

  it('by authenticator app: what the camera reads makes the codes that are taken', async () => {
    const { ann, page } = await newcomer();
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    const uri = new URL(await scan(page));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain(ann.username);
    await typeCode(page, generateSync({ secret: uri.searchParams.get('secret') as string }));
    await isSignedIn(page);
  });

  it('by text message: numbers that get none are refused with the reason, and may be entered again', async () => {
    const { ann, page } = await newcomer();
    await page.getByRole('button', { name: /^Text message/ }).click();
    await titleIs(page, 'Your mobile number');
    await page.getByText('Message and data rates may apply.').waitFor();
    const phone = page.getByLabel('Phone number');
    expect(await focused(page)).toBe('Phone number');
    const refused = async (typed: string, words: string): Promise<void> => {
      await phone.fill('');
      await phone.pressSequentially(typed);
      await page.getByRole('button', { name: 'Send code' }).click();
      await page.getByText(words).waitFor();
      expect(await focused(page)).toBe('Phone number');
    };
    await refused('50555', 'This number has fewer than ten digits.');
    await refused('+447700900123', 'Text messages go to US numbers only.');
    expect(await phone.inputValue()).toBe('+44 7700 900123');
    await look(page, 'flow-phone-refused');
    await refused('505 555 CALL', 'Enter the number in digits only');

    await phone.fill('+1 505 555 0181');
    await page.getByRole('button', { name: 'Send code' }).click();
    await titleIs(page, 'Enter the code');
    await page.getByText('(***) ***-**81').waitFor();
    await page.getByRole('button', { name: 'Use another number' }).click();
    await titleIs(page, 'Choose your second step');
    await page.getByRole('button', { name: /^Text message/ }).click();
    await phone.fill('5055550182');
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.getByText('(***) ***-**82').waitFor();
    await typeCode(page, await ann.receiveCode('5055550182'));
    await isSignedIn(page);
  });

  it('by passkey: a no to the browser is no mistake, and another method is one click away', async () => {
    const { ann, page } = await newcomer();
    // As when somebody presses Escape in the browser's window.
    await page.evaluate(() => {
      navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await page.getByRole('button', { name: /^Passkey/ }).click();
    await titleIs(page, 'Create a passkey');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    expect(await focused(page)).toMatch(/^No passkey was used/);
    await look(page, 'flow-activate-passkey-cancelled');
    await page.getByRole('button', { name: 'Choose another method' }).click();
    await titleIs(page, 'Choose your second step');
    await page.getByRole('button', { name: /^Email/ }).click();
    await typeCode(page, await ann.receiveCode(ann.email));
    await isSignedIn(page);
  });

  it('a browser without passkeys offers none, neither here nor for signing in', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await page.context().addInitScript(() => {
      delete (window as { PublicKeyCredential?: unknown }).PublicKeyCredential;
    });
    await page.goto('/sign-in');
    await titleIs(page, 'Sign in');
    expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await follow(await browsing.device(), linkIn(await ann.receive(ann.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    expect(await page.getByRole('button', { name: /^Passkey/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Authenticator app/ }).count()).toBe(1);
  });

  it('back, a reload and a second tab in the middle find the same code waiting', async () => {
    const { page } = await newcomer();
    await page.getByRole('button', { name: /^Email/ }).click();
    await titleIs(page, 'Enter the code');
    await page.reload();
    await titleIs(page, 'Enter the code');
    await page.goBack();
    await titleIs(page, 'Enter the code');
    const tab = await page.context().newPage();
    await tab.goto('/sign-in');
    await titleIs(tab, 'Enter the code');
    // Gone back in one tab is gone back in the other.
    await tab.getByRole('button', { name: 'Choose another method' }).click();
    await titleIs(tab, 'Choose your second step');
    await titleIs(page, 'Choose your second step');
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(tab, 'Set up your authenticator app');
    const secret = new URL(await scan(tab)).searchParams.get('secret') as string;
    await typeCode(tab, generateSync({ secret }));
    await isSignedIn(tab);
    await titleIs(page, 'You are signed in');
  });

  it('the code can be sent again, and what was sent before still counts', async () => {
    const { ann, page } = await newcomer();
    await page.getByRole('button', { name: /^Email/ }).click();
    const code = await ann.receiveCode(ann.email);
    expect(await said(page)).toBe('');
    await page.getByRole('button', { name: 'Resend code' }).click();
    await page.getByText('Sent again.').waitFor();
    expect(await ann.receiveCode(ann.email)).toBe(code);
    await typeCode(page, code);
    await isSignedIn(page);
  });
});
