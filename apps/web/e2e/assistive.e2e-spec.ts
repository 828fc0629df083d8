import { createApplication } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing } from './browser.js';
import { follow, linkIn, said } from './harness/mail.js';
import { codeField, focused, isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';
import { somebody } from './harness/registration.js';

describe('With a keyboard, a screen reader or a password manager', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
    await createApplication(await browsing.postern.operator(), {
      slug: 'parcel-desk',
      name: 'Parcel Desk',
      supportContact: 'Parcel team, help@parcel.example',
      terms: { version: '2026-01', title: 'Terms of use', text: 'Pack well.' },
    });
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const autocomplete = (page: Page, label: string): Promise<string | null> =>
    page.getByLabel(label, { exact: true }).getAttribute('autocomplete');

  it('somebody new gets in by the keyboard alone, and each step names the page and takes the focus', async () => {
    const eve = somebody();
    const page = await browsing.device();
    const { keyboard } = page;
    const until = async (name: string | RegExp): Promise<void> => {
      for (let presses = 0; presses < 25; presses++) {
        const here = await focused(page);
        if (typeof name === 'string' ? here === name : name.test(here)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${String(name)}`);
    };
    /** What a screen reader says when a step has come. */
    const arrived = async (title: string, focus = title): Promise<void> => {
      await titleIs(page, title);
      await page.waitForFunction((name) => document.title === `${name} – Postern`, title);
      expect(await focused(page)).toBe(focus);
    };
    await page.goto('/sign-in');
    await titleIs(page, 'Sign in');
    expect(await page.title()).toBe('Sign in – Postern');
    await until('Create an account');
    await keyboard.press('Enter');
    await arrived('Create your account');
    for (const [label, text] of [
      ['First name', eve.given],
      ['Last name', eve.family],
      ['Email address', eve.email],
      ['Username', eve.username],
      ['Password', eve.password],
    ] as const) {
      await until(label);
      await keyboard.type(text);
    }
    await until('Phone and postal address');
    await keyboard.press('Enter');
    await until(/^Country/);
    await keyboard.type('United States');
    await until('Create account');
    await keyboard.press('Enter');
    await arrived('Verify an email address');
    await until('Yes, send the link there');
    await keyboard.press('Enter');
    await arrived('Look at your mail');
    const message = await browsing.inbox.next(eve.email, 'verify-email');
    await follow(await browsing.device(), linkIn(message));
    await arrived('Choose your second step');
    await until(/^Text message/);
    await keyboard.press('Enter');
    await arrived('Your mobile number', 'Phone number');
    await keyboard.type('5055550164');
    await keyboard.press('Enter');
    await arrived('Enter the code', 'Six-digit code');
    const { text } = await browsing.inbox.next('+15055550164', 'temporary-passcode');
    const code = /\d{6}/.exec(text)?.[0] as string;
    await keyboard.type(code.slice(0, 3));
    await keyboard.press('Backspace');
    await keyboard.type(code.slice(2));
    await arrived('You are signed in');
    await until('Go on');
    await keyboard.press('Enter');
    await page.waitForURL('**/account');
  });

  it('errors are said and have the focus; seconds that pass are not said', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, { ...ann, password: 'something else' });
    await page.getByRole('alert').waitFor();
    expect(await said(page)).toMatch(/^The username or password is not right/);
    await page.getByLabel('Password', { exact: true }).fill(ann.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Enter the code');
    const heard: string[] = [];
    await page.exposeFunction('hear', (words: string) => heard.push(words));
    await page.evaluate(() => {
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
        new MutationObserver(() =>
          (window as unknown as { hear: (words: string) => void }).hear(region.textContent),
        ).observe(region, { childList: true, characterData: true, subtree: true });
    });
    await page.getByRole('button', { name: 'Resend code' }).waitFor();
    expect(heard).toEqual(['You can ask for the code again.']);
    await typeCode(page, (await ann.receiveCode(ann.phone)) === '000000' ? '111111' : '000000');
    await page.getByText('4 tries are left').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('That passcode is not right. 4 tries are left.');
    const described = await page.getByRole('group').first().getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/tries are left/);
    expect(await focused(page)).toBe('Six-digit code');
    expect(await codeField(page).getAttribute('aria-invalid')).toBe('true');
  });

  it('password managers and phones know what each field is for, and pasting is never stopped', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto('/create-account');
    expect(await autocomplete(page, 'Username')).toBe('username');
    expect(await autocomplete(page, 'Password')).toBe('new-password');
    await page.goto('/sign-in');
    expect(await autocomplete(page, 'Username or email address')).toMatch(/^username/);
    expect(await autocomplete(page, 'Password')).toBe('current-password');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), ann.password);
    await page.getByLabel('Username or email address').fill(ann.username);
    await page.getByLabel('Password', { exact: true }).focus();
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Enter');
    await titleIs(page, 'Enter the code');
    expect(await codeField(page).getAttribute('autocomplete')).toBe('one-time-code');
    expect(await codeField(page).getAttribute('inputmode')).toBe('numeric');
    // As the browser fills it in from a text message: all six digits into the first box.
    await codeField(page).fill(await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });

  it('who helps is said at every step that can fail', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    const helpIsNear = () => page.locator('main').getByRole('link', { name: 'help@parcel.example' }).first().waitFor();
    await signIn(page, ann, '?application=parcel-desk');
    await titleIs(page, 'Verify an email address');
    await helpIsNear();
    await page.getByRole('button', { name: 'No, use another address' }).click();
    await helpIsNear();
    await page.getByRole('button', { name: 'Use the address of my account' }).click();
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    await helpIsNear();
    await follow(await browsing.device(), linkIn(await ann.receive(ann.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    await helpIsNear();
    await page.getByRole('button', { name: /^Text message/ }).click();
    await titleIs(page, 'Your mobile number');
    await helpIsNear();
    await page.getByRole('button', { name: 'Choose another method' }).click();
    await page.getByRole('button', { name: /^Email/ }).click();
    await titleIs(page, 'Enter the code');
    await helpIsNear();
    await typeCode(page, await ann.receiveCode(ann.email));
    await titleIs(page, 'Terms of use');
    await helpIsNear();
    await browsing.postern.sql(`update mfa.flow set expires_at = now() - interval '1 second'`);
    await page.getByRole('button', { name: 'I agree' }).click();
    await titleIs(page, 'This sign-in has ended');
    await helpIsNear();
  });
});
