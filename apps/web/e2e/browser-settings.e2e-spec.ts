import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { follow, linkIn } from './harness/mail.js';
import { codeField, isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';
import { create, fillIn, somebody } from './harness/registration.js';

describe('Browsers that are set up in another way', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** Nothing that the server wants kept is kept. */
  async function blockCookies(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDocumentCookieDisabled', { disabled: true });
    await page.route('**/v1/**', async (route) => {
      const request = route.request();
      const reply = await fetch(request.url(), {
        method: request.method(),
        headers: { ...request.headers(), cookie: '' },
        body: request.postData(),
      });
      const contentType = reply.headers.get('content-type') ?? '';
      await route.fulfill({ status: reply.status, contentType, body: await reply.text() });
    });
  }

  it('one that blocks cookies is told so before and after, instead of going round in circles', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await blockCookies(page);
    await page.goto('/sign-in');
    await page.getByText('Your browser blocks cookies').waitFor();
    await look(page, 'sign-in-no-cookies');
    await signIn(page, ann);
    await titleIs(page, 'There is no sign-in under way');
    await page.getByText('your browser may be blocking cookies').waitFor();
    await look(page, 'flow-no-cookies');
  });

  it('one that keeps nothing on the device works all the same', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.context().addInitScript(() => {
      const refuse = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get: refuse });
      Object.defineProperty(window, 'sessionStorage', { get: refuse });
    });
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await page.reload();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });

  it('one without live events waits for the link all the same', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await page.context().addInitScript(() => {
      delete (window as { EventSource?: unknown }).EventSource;
    });
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    await follow(await browsing.device(), linkIn(await ann.receive(ann.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
  });

  it('one that reads text messages fills in the code by itself (WebOTP), and is not asked by others', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.context().addInitScript(() => {
      const asked = window as unknown as {
        OTPCredential: unknown;
        code: Promise<string>;
        sayCode: (code: string) => void;
      };
      asked.OTPCredential = class {};
      asked.code = new Promise((resolve) => (asked.sayCode = resolve));
      navigator.credentials.get = async (options) => {
        if (!(options as { otp?: object }).otp) return null;
        return { type: 'otp', id: '', code: await asked.code } as Credential;
      };
    });
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const message = await ann.receive(ann.phone, 'temporary-passcode');
    // The last line is what browsers read (https://wicg.github.io/sms-one-time-codes/).
    const [, host, code] = /\n@(\S+) #(\d{6})$/.exec(message.text) ?? [];
    expect(host).toBe('localhost');
    await page.evaluate(
      (given) => (window as unknown as { sayCode: (code: string) => void }).sayCode(given),
      code as string,
    );
    await isSignedIn(page);
  });

  it('one that wants things to stand still sees nothing move', async () => {
    const page = await browsing.device();
    const ann = await browsing.postern.newcomer();
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
    const moving = (): Promise<number> =>
      page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
    expect(await moving()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBeGreaterThan(0);
    await page.getByText('Waiting for you to open the link…').waitFor();
  });

  it('one that shows everything twice as large has no scroll bar at the bottom, from the form to the end', async () => {
    const eve = somebody();
    const page = await browsing.device({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    const noneSideways = async (): Promise<void> =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.goto('/create-account');
    await fillIn(page, eve);
    await noneSideways();
    await create(page);
    await titleIs(page, 'Verify an email address');
    await noneSideways();
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    const message = await browsing.inbox.next(eve.email, 'verify-email');
    await follow(await browsing.device(), linkIn(message));
    await titleIs(page, 'Choose your second step');
    await noneSideways();
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await titleIs(page, 'Set up your authenticator app');
    await noneSideways();
    // The boxes can be scrolled to, and nothing that sticks covers them (WCAG 2.4.11).
    await codeField(page).focus();
    const box = await codeField(page).boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(450);
  });
});
