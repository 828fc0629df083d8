import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { fiveMinutesLater, openAccount } from './harness/account.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('Several tabs, back and reload', () => {
  let browsing: Browsing;
  let ann: Person;
  let page: Page;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  beforeEach(async () => {
    ann = await browsing.postern.enrolled();
    page = await browsing.device();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const anotherTab = async (path: string): Promise<Page> => {
    const tab = await page.context().newPage();
    await tab.goto(path);
    return tab;
  };

  it('another tab that starts over and signs in somebody else takes the first one along', async () => {
    const ben = await browsing.postern.enrolled();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const tab = await anotherTab('/sign-in');
    // Whoever goes to sign in lands where they are already.
    await titleIs(tab, 'Enter the code');
    await tab.getByRole('button', { name: 'Start over' }).click();
    await titleIs(tab, 'Sign in');
    await titleIs(page, 'There is no sign-in under way');
    await signIn(tab, ben);
    await titleIs(tab, 'Enter the code');
    const { phone } = ben;
    await page.getByText(`(***) ***-**${phone.slice(-2)}`).waitFor();
    // What is typed here answers what is asked for now.
    await typeCode(page, await ben.receiveCode(phone));
    await isSignedIn(page);
    await titleIs(tab, 'You are signed in');
  });

  it('the page of a sign-in that was given up leads to a new one', async () => {
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const tab = await anotherTab('/flow');
    await tab.getByRole('button', { name: 'Start over' }).click();
    await titleIs(page, 'There is no sign-in under way');
    await look(page, 'flow-given-up');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(page, 'Sign in');
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
  });

  it('a code typed into a tab that has fallen behind is not lost in an error', async () => {
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const code = await ann.receiveCode(ann.phone);
    const tab = await anotherTab('/flow');
    // A tab that hears nothing of the others, as one that the device has put to sleep.
    await tab.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    await typeCode(tab, code);
    await isSignedIn(tab);
    await typeCode(page, code);
    await titleIs(page, 'You are signed in');
    await page.getByRole('link', { name: 'Go to your account' }).click();
    await page.waitForURL('**/account');
  });

  it('back after the end does not open what is done, and forward does not either', async () => {
    await signIn(page, ann);
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.waitForURL('**/account');
    await page.goBack();
    await titleIs(page, 'You are signed in');
    expect(await page.getByRole('textbox').count()).toBe(0);
    await page.reload();
    await titleIs(page, 'You are signed in');
    await page.goForward();
    await page.waitForURL('**/account');
  });

  it('a reload in the middle of confirming once more stays there and leads back to where it came from', async () => {
    page = await openAccount(browsing, ann, '/account/export');
    await titleIs(page, 'Download your data');
    await fiveMinutesLater(browsing, ann);
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await titleIs(page, 'Enter the code');
    await page.reload();
    await titleIs(page, 'Enter the code');
    // A step-up remembers no device and is no time to change methods.
    expect(await page.getByRole('checkbox').count()).toBe(0);
    const tab = await anotherTab('/flow');
    await titleIs(tab, 'Enter the code');
    await tab.close();
    await page.getByRole('button', { name: 'Back without confirming' }).click();
    await page.waitForURL('**/account/export');
  });

  it('two tabs that send the same form make one account of it, and the other one is told', async () => {
    const fill = async (where: Page): Promise<void> => {
      await where.getByLabel('First name').fill('Eve');
      await where.getByLabel('Last name').fill('Example');
      await where.getByLabel('Email address').fill(`twice-${ann.email}`);
      await where.getByLabel('Username').fill(`twice-${ann.username}`);
      await where.getByLabel('Password', { exact: true }).fill('quiet harbor lamp 7');
    };
    await page.goto('/create-account');
    const tab = await anotherTab('/create-account');
    await fill(page);
    await fill(tab);
    await page.getByRole('button', { name: 'Create account' }).click();
    await titleIs(page, 'Verify an email address');
    await tab.getByRole('button', { name: 'Create account' }).click();
    await tab.getByText('This username is taken.').waitFor();
  });
});
