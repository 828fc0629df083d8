import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
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

  const fillsInNoPasskeys = (page: Page): Promise<unknown> =>
    page.addInitScript('delete PublicKeyCredential.isConditionalMediationAvailable');
  /** The way of every request for a passkey to the server and back. */
  const challenges = (page: Page): string[] => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/v1/passkeys/')) asked.push(new URL(request.url()).pathname);
    });
    return asked;
  };

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

    // Browsers offer it where the username is typed: there this key says yes by itself too.
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByLabel('Username or email address').focus();
    await isSignedIn(page);

    await page.context().clearCookies();
    await fillsInNoPasskeys(page);
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

  it('are asked of nobody who only looks at the page, once of whoever types, and never where browsers do not offer them', async () => {
    const page = await browsing.device();
    const asked = challenges(page);
    await page.goto('/sign-in');
    await titleIs(page, 'Sign in');
    await page.getByRole('link', { name: 'Forgot password?' }).focus();
    expect(asked).toEqual([]);
    const field = page.getByLabel('Username or email address');
    expect(await field.getAttribute('autocomplete')).toBe('username webauthn');
    const challenge = page.waitForResponse('**/v1/passkeys/challenges');
    await field.focus();
    await challenge;
    await page.getByLabel('Password', { exact: true }).focus();
    await field.focus();
    await field.hover();
    expect(asked).toEqual(['/v1/passkeys/challenges']);
    // Nobody has asked for anything, so nothing is said.
    expect(await page.getByRole('alert').count()).toBe(0);

    await fillsInNoPasskeys(page);
    await page.reload();
    await field.fill('ann');
    await page.getByLabel('Password', { exact: true }).focus();
    expect(asked).toHaveLength(1);
  });

  it('that the browser offers are no longer waited for once somebody goes another way', async () => {
    const page = await browsing.device();
    await page.addInitScript(`
      globalThis.asked = [];
      navigator.credentials.get = ({ mediation, signal }) => new Promise((_, no) => {
        const request = { mediation: mediation ?? 'modal', ended: false };
        asked.push(request);
        signal.addEventListener('abort', () => { request.ended = true; no(signal.reason); });
      });`);
    const standing = (): Promise<string[]> =>
      page.evaluate("asked.map(({ mediation, ended }) => mediation + (ended ? ' ended' : ''))");
    const begun = async (count: number): Promise<void> => {
      while ((await standing()).length < count) await wait(50);
    };
    await page.goto('/sign-in');
    const field = page.getByLabel('Username or email address');
    await field.focus();
    await begun(1);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await begun(2);
    expect(await standing()).toEqual(['conditional ended', 'modal']);

    await page.reload();
    await field.fill('nobody');
    await begun(1);
    await page.getByLabel('Password', { exact: true }).fill('quiet harbor lamp 7');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect((await standing())[0]).toBe('conditional ended');

    await page.reload();
    await field.focus();
    await begun(1);
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await titleIs(page, 'Forgot your password?');
    expect(await standing()).toEqual(['conditional ended']);
  });
});
