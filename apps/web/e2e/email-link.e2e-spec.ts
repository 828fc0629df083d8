import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { follow, linkIn, said } from './harness/mail.js';
import { focused, signIn, titleIs } from './harness/pages.js';

describe('The link that verifies an email address', () => {
  let browsing: Browsing;
  let ann: Person;
  let page: Page;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  beforeEach(async () => {
    ann = await browsing.postern.newcomer();
    page = await browsing.device();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const askForLink = async (): Promise<string> => {
    await signIn(page, ann);
    await titleIs(page, 'Verify an email address');
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    return linkIn(await ann.receive(ann.email, 'verify-email'));
  };

  it('opened on another device says thank you there, and the page that waits goes on by itself', async () => {
    const link = await askForLink();
    const phone = await browsing.device({ viewport: { width: 390, height: 780 } });
    await phone.goto(link);
    await titleIs(phone, 'Verify your email address');
    await look(phone, 'link-verify-email');
    // Looking at the page has verified nothing: scanners of mail look too.
    await titleIs(page, 'Look at your mail');
    await phone.getByRole('button', { name: 'Verify this address' }).click();
    await titleIs(phone, 'Thank you');
    await phone.getByText('You can close this page.').waitFor();
    expect(await phone.getByRole('link', { name: 'Continue' }).count()).toBe(0);
    await look(phone, 'link-thank-you-elsewhere');
    await titleIs(page, 'Choose your second step');
    expect(await focused(page)).toBe('Choose your second step');
    await ann.receive(ann.email, 'email-verified');
  });

  it('is noticed by asking from time to time where the line to the server is cut', async () => {
    await page.route('**/v1/sign-ins/current/events', (route) => route.abort());
    const link = await askForLink();
    await follow(await browsing.device(), link);
    await titleIs(page, 'Choose your second step');
    browsing.forgive(/net::ERR_FAILED/);
  });

  it('opened in the same browser leads on with Continue', async () => {
    const link = await askForLink();
    await follow(page, link);
    await titleIs(page, 'Thank you');
    await look(page, 'link-thank-you');
    await page.getByRole('link', { name: 'Continue' }).click();
    await titleIs(page, 'Choose your second step');
  });

  it('works once: the second time says so, and the sign-in is one click away', async () => {
    const link = await askForLink();
    await follow(await browsing.device(), link);
    await titleIs(page, 'Choose your second step');
    const late = await browsing.device();
    await follow(late, link);
    await late.getByRole('alert').waitFor();
    expect(await said(late)).toMatch(/used/);
    expect(await late.getByRole('button', { name: 'Verify this address' }).count()).toBe(0);
    await look(late, 'link-spent');
    await late.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(late, 'Sign in');
    // Where the sign-in waits, the link leads back to it.
    await follow(page, link);
    await page.getByRole('link', { name: 'Continue' }).click();
    await titleIs(page, 'Choose your second step');
  });

  it('says that it is too old, that it is cut short, and that it is none of ours', async () => {
    const link = await askForLink();
    await browsing.postern.sql(`update mfa.email_verification set expires_at = now() where address = $1`, [ann.email]);
    const other = await browsing.device();
    await follow(other, link);
    await other.getByRole('alert').waitFor();
    expect(await said(other)).toMatch(/expired/i);
    await look(other, 'link-expired');
    await follow(other, link.slice(0, -20));
    await other.getByRole('alert').waitFor();
    await other.goto('/verify-email#token=abc');
    await other.getByRole('button', { name: 'Verify this address' }).click();
    await other.getByText('This link is not complete').waitFor();
    const plain = await browsing.device();
    await plain.goto('/verify-email');
    await plain.getByText('This link is not complete').waitFor();
    await look(plain, 'link-incomplete');
    await plain.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(plain, 'Sign in');
    // The sign-in that waited is as old as its link.
    await browsing.postern.sql(
      `update mfa.flow set expires_at = now() where id in
      (select flow_id from mfa.email_verification where address = $1)`,
      [ann.email],
    );
    await titleIs(page, 'This sign-in has ended');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(page, 'Sign in');
  });

  it('is sent again when the countdown is over, which is not read out second by second', async () => {
    await askForLink();
    const resend = page.getByRole('button', { name: /^Resend/ });
    expect(await resend.textContent()).toMatch(/^Resend in \d+s$/);
    expect(await said(page)).toBe('Waiting for you to open the link…');
    await page.getByText('You can ask for the link again.').waitFor({ state: 'attached' });
    await resend.click();
    await page.getByText('Sent again.').waitFor();
    await ann.receive(ann.email, 'verify-email');
    expect(await resend.textContent()).toMatch(/^Resend in \d+s$/);
    await look(page, 'flow-await-email-again');
  });

  it('goes to another address instead, and the form closes behind it', async () => {
    const first = await askForLink();
    await page.getByRole('button', { name: 'Use another address' }).click();
    expect(await focused(page)).toBe('Email address');
    await look(page, 'flow-await-email-another');
    const elsewhere = `elsewhere-${ann.username}@example.org`;
    await page.getByLabel('Email address').fill(elsewhere);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByLabel('Email address').waitFor({ state: 'detached' });
    await page.getByText(/^e\*+.@example\.org$/).waitFor();
    expect(await focused(page)).toBe('Look at your mail');
    const message = await browsing.inbox.next(elsewhere, 'verify-email');
    const other = await browsing.device();
    await follow(other, first);
    await other.getByRole('alert').waitFor();
    expect(await said(other)).toMatch(/no longer|used|new/i);
    await follow(other, linkIn(message));
    await titleIs(page, 'Choose your second step');
    const account = await browsing.postern.sql<{ email: string }>(
      `select email from identity.account where username = $1`,
      [ann.username],
    );
    expect(account).toEqual([{ email: ann.email }]);
  });

  it('an address typed while the network is away is still there when it is back', async () => {
    await signIn(page, ann);
    await page.getByRole('button', { name: 'No, use another address' }).click();
    await page.getByLabel('Email address').fill('typed-offline@example.org');
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('We cannot be reached right now').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Email address').inputValue()).toBe('typed-offline@example.org');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Look at your mail');
    // Waiting for the link gets over it too.
    const { text } = await browsing.inbox.next('typed-offline@example.org', 'verify-email');
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await follow(await browsing.device(), linkIn({ text }));
    await page.context().setOffline(false);
    await titleIs(page, 'Choose your second step');
    browsing.forgive(/net::ERR_INTERNET_DISCONNECTED|net::ERR_NETWORK/);
  });
});
