import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing } from './browser.js';
import { openAccount, comeBack } from './harness/account.js';
import { follow, linkIn } from './harness/mail.js';
import { signIn, titleIs } from './harness/pages.js';

const flow = '**/v1/sign-ins/current';

describe('Where answers take their time', () => {
  let browsing: Browsing;
  let ann: Person;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const askForLink = async (page: Page): Promise<void> => {
    ann = await browsing.postern.newcomer();
    await signIn(page, ann);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await titleIs(page, 'Look at your mail');
  };

  /** Holds back what the server says to the next reading, until it is let go. */
  const holdBack = async (page: Page, address: string): Promise<{ asked: Promise<unknown>; letGo: () => void }> => {
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<undefined>();
    const { promise: gone, resolve: letGo } = Promise.withResolvers<undefined>();
    let first = true;
    await page.route(address, async (route) => {
      if (route.request().method() !== 'GET' || !first) return route.continue();
      first = false;
      const response = await route.fetch();
      isAsked(undefined);
      await gone;
      // Whoever asked may have stopped waiting.
      await route.fulfill({ response }).catch(() => undefined);
    });
    return { asked, letGo: () => letGo(undefined) };
  };

  it('an old answer does not take the place of a newer one', async () => {
    const page = await browsing.device();
    await page.route(`${flow}/events`, (route) => route.abort());
    await askForLink(page);
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByLabel('Email address').fill('zoe@example.org');
    const { asked, letGo } = await holdBack(page, flow);
    await asked;
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(/^z\*+.@example\.org$/).waitFor();
    letGo();
    await wait(500);
    expect(await page.getByText(/^z\*+.@example\.org$/).count()).toBe(1);
    browsing.forgive(/net::ERR_FAILED/);
  });

  it('what was saved is what is shown, whatever was on its way before', async () => {
    ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    await titleIs(page, 'Profile');
    const { asked, letGo } = await holdBack(page, '**/v1/account');
    await comeBack(page);
    await asked;
    await page.getByLabel('Given name').fill('Anita');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText(/^Anita /).waitFor();
    letGo();
    await wait(500);
    expect(await page.getByText(/^Anita /).count()).toBe(1);
  });

  it('longer than the page waits between two questions, the link is noticed all the same', async () => {
    const page = await browsing.device();
    await page.route(`${flow}/events`, (route) => route.abort());
    await askForLink(page);
    await page.route(flow, async (route) => {
      const response = await route.fetch();
      await wait(4500);
      await route.fulfill({ response }).catch(() => undefined);
    });
    await follow(await browsing.device(), linkIn(await ann.receive(ann.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    browsing.forgive(/net::ERR_FAILED/);
  });
});
