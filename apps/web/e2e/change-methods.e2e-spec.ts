import type { Person } from '@postern/all-in-one/testing';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { follow, linkIn } from './harness/mail.js';
import { focused, isSignedIn, scan, signIn, titleIs, typeCode } from './harness/pages.js';

describe('Changing methods after signing in', () => {
  let browsing: Browsing;
  let ann: Person;
  let page: Page;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  beforeEach(async () => {
    ann = await browsing.postern.enrolled();
    page = await browsing.device();
    await signIn(page, ann);
    await page.getByLabel('Change my sign-in methods afterwards').check();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Your sign-in methods');
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const done = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await isSignedIn(page);
  };
  const add = async (kind: RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'Add a method' }).click();
    await titleIs(page, 'Add a method');
    expect(await focused(page)).toBe('Add a method');
    await page.getByRole('button', { name: kind }).click();
  };

  it('a new authenticator app takes the place of the old one as soon as its code is right, and not before', async () => {
    await add(/^Authenticator app/);
    const setUp = async (): Promise<string> => {
      await titleIs(page, 'Set up your authenticator app');
      return new URL(await scan(page)).searchParams.get('secret') as string;
    };
    const old = await setUp();
    await typeCode(page, generateSync({ secret: old, epoch: Math.floor(Date.now() / 1000) - 30 }));
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Change: Authenticator app/ }).click();
    expect(await setUp()).not.toBe(old);
    // Thought better of it: nothing has changed.
    await page.getByRole('button', { name: 'Choose another method' }).click();
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Change: Authenticator app/ }).click();
    const next = await setUp();
    await typeCode(page, generateSync({ secret: next, epoch: Math.floor(Date.now() / 1000) - 30 }));
    await titleIs(page, 'Your sign-in methods');
    expect(await page.getByText('Authenticator app').count()).toBe(1);
    await look(page, 'flow-manage-factors-two');
    await done();
    const other = await browsing.device();
    await signIn(other, ann);
    await titleIs(other, 'Enter the code from your app');
    await typeCode(other, generateSync({ secret: next }));
    await isSignedIn(other);
  });

  it('another email address counts when its link is opened; until then the old one may be kept', async () => {
    await add(/^Email/);
    await typeCode(page, await ann.receiveCode(ann.email));
    await titleIs(page, 'Your sign-in methods');
    const change = async (): Promise<void> => {
      await page.getByRole('button', { name: /^Change: Email/ }).click();
      await titleIs(page, 'Your new email address');
      expect(await focused(page)).toBe('Email address');
      await page.getByLabel('Email address').fill(`new-${ann.email}`);
    };
    await change();
    await look(page, 'flow-manage-email');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Look at your mail');
    await look(page, 'flow-manage-await-email');
    await page.getByRole('button', { name: 'Keep the old one' }).click();
    await titleIs(page, 'Your sign-in methods');
    await change();
    await page.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Look at your mail');
    const message = await browsing.inbox.next(`new-${ann.email}`, 'verify-email');
    await follow(await browsing.device(), linkIn(message));
    await titleIs(page, 'Your sign-in methods');
    await page.getByText(/^n\*{5}.@example\.org$/).waitFor();
    // The address that lost its place is told.
    await ann.receive(ann.email, 'email-verified');
    await done();
  });

  it('whoever changes nothing goes on, and a half-made change changes nothing', async () => {
    await page.getByRole('button', { name: /^Change: Text message/ }).click();
    await titleIs(page, 'Your new mobile number');
    await look(page, 'flow-manage-phone');
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Change: Text message/ }).click();
    await page.getByLabel('Phone number').fill('5055550191');
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.getByText('(***) ***-**91').waitFor();
    await page.getByRole('button', { name: 'Use another number' }).click();
    await titleIs(page, 'Your sign-in methods');
    expect(await page.getByText('(***) ***-**91').count()).toBe(0);
    await done();
  });

  it('removing can be taken back before it is done', async () => {
    await add(/^Email/);
    await typeCode(page, await ann.receiveCode(ann.email));
    await titleIs(page, 'Your sign-in methods');
    await page.getByRole('button', { name: /^Remove: Text message/ }).click();
    expect(await focused(page)).toBe('Keep it');
    await look(page, 'flow-manage-remove');
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await focused(page)).toMatch(/^Remove: Text message/);
    await page.getByRole('button', { name: /^Remove: Text message/ }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Text message').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Your sign-in methods');
    await ann.receive(ann.email, 'factor-removed');
    await done();
  });

  it('a reload, back and a second tab find the list as it is, and a passkey that was not made adds nothing', async () => {
    await page.reload();
    await titleIs(page, 'Your sign-in methods');
    await page.goBack();
    await titleIs(page, 'Your sign-in methods');
    const tab = await page.context().newPage();
    await tab.goto('/flow');
    await titleIs(tab, 'Your sign-in methods');
    await page.bringToFront();
    await page.evaluate(() => {
      navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await add(/^Passkey/);
    await titleIs(tab, 'Create a passkey');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await page.getByRole('button', { name: 'Choose another method' }).click();
    await titleIs(page, 'Your sign-in methods');
    await titleIs(tab, 'Your sign-in methods');
    expect(await tab.getByRole('listitem').filter({ hasText: 'Passkey' }).count()).toBe(0);
    await tab.getByRole('button', { name: 'Continue', exact: true }).click();
    await isSignedIn(tab);
    await titleIs(page, 'You are signed in');
  });
});
