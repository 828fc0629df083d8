import type { Page } from 'playwright-core';
import { Browsing } from './browser.js';
import { openAccount, says } from './harness/account.js';
import { administered, openOrganization, type Administered } from './harness/members.js';
import { codeField, signIn, titleIs } from './harness/pages.js';

describe('With letters, colors and paper of one’s own', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** As an extension of the browser does it, which no policy of a page stops. */
  const restyle = (page: Page, css: string): Promise<void> =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);

  /** Words that do not fit into what is around them, and pages that have to be scrolled sideways. */
  const cutOff = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const found = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const words = node.textContent?.trim() ?? '';
        const range = document.createRange();
        range.selectNodeContents(node);
        const { width, left, right } = range.getBoundingClientRect();
        if (words === '' || width < 2 || node.parentElement?.closest('option')) continue;
        for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
          const around = box.getBoundingClientRect();
          // For screen readers only.
          if (around.width <= 1) break;
          if (getComputedStyle(box).display !== 'inline' && (right > around.right + 1 || left < around.left - 1)) {
            found.push(words);
            break;
          }
        }
      }
      return found;
    });

  /** WCAG 1.4.12. */
  const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`;
  /** Letters twice as large on a screen that stays as it is (WCAG 1.4.4). */
  const twice = 'html { font-size: 200% }';

  const readable = async (page: Page, name: string): Promise<void> => {
    for (const [css, width] of [
      [spacing, 1280],
      [spacing, 320],
      [twice, 1280],
      [twice, 640],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await restyle(page, css);
      expect([name, css, width, await cutOff(page)]).toEqual([name, css, width, []]);
    }
    await restyle(page, '');
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  it('more room between letters, or letters twice as large, cut nothing off', async () => {
    const page = await browsing.device();
    for (const path of ['/sign-in', '/create-account', '/forgot-password']) {
      await page.goto(path);
      await titleIs(page, /./);
      await readable(page, path);
    }
    await signIn(page, acme.alice);
    await titleIs(page, 'Enter the code');
    await readable(page, 'the code');
    const account = await openAccount(browsing, acme.alice);
    for (const path of ['/account', '/account/security', '/account/activity', '/account/close']) {
      await account.goto(path);
      await titleIs(account, /./);
      await account.getByText('One moment…').first().waitFor({ state: 'detached' });
      await readable(account, path);
    }
    for (const path of ['', '/members', '/invitations', '/policy', '/adoption']) {
      await account.goto(acme.path + path);
      await titleIs(account, /./);
      await account.getByText('One moment…').first().waitFor({ state: 'detached' });
      await readable(account, path);
    }
  });

  it('at four times the size, questions and codes can be reached, and nothing covers what has the focus', async () => {
    // 1280 by 1024 pixels at 400 percent.
    const small = { viewport: { width: 320, height: 256 } };
    const page = await openAccount(browsing, acme.alice, '/account/close', small);
    await page.getByRole('button', { name: 'Close my account' }).click();
    const dialog = page.getByRole('dialog');
    for (const name of ['Keep it', 'Close it']) {
      await dialog.getByRole('button', { name }).focus();
      const box = await dialog.getByRole('button', { name }).boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(256);
    }
    const other = await browsing.device(small);
    await signIn(other, acme.alice);
    await titleIs(other, 'Enter the code');
    await other.keyboard.press('1');
    const boxes = await codeField(other).boundingBox();
    expect((boxes?.y ?? 0) + (boxes?.height ?? 0)).toBeLessThanOrEqual(256);
    expect(await cutOff(other)).toEqual([]);
  });

  it('with forced colors a switch still shows whether it is on, and a choice which one it is', async () => {
    const page = await openOrganization(browsing, acme);
    await page.emulateMedia({ forcedColors: 'active' });
    const [track, thumb] = await page
      .getByRole('switch')
      .evaluate((element) =>
        [element, element.firstElementChild as Element].map((part) => getComputedStyle(part).backgroundColor),
      );
    expect(thumb).not.toBe(track);
    await page.goto('/account/activity');
    const choices = page.getByRole('group', { name: 'Show' }).getByRole('button');
    await choices.first().waitFor();
    const backgrounds = await choices.evaluateAll((buttons) =>
      buttons.map((button) => getComputedStyle(button).backgroundColor),
    );
    expect(new Set(backgrounds).size).toBe(2);
  });

  it('paper is light also where the page is dark, and shows what the page says without the ways to others', async () => {
    const page = await openAccount(browsing, acme.alice, '/account/activity', { colorScheme: 'dark' });
    await says(page, 'Account created');
    await page.getByLabel('Colors').selectOption('Dark');
    const text = () => page.evaluate(() => getComputedStyle(document.body).color);
    const onScreen = await text();
    await page.emulateMedia({ media: 'print' });
    expect(await text()).not.toBe(onScreen);
    await page.getByLabel('Colors').waitFor({ state: 'hidden' });
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    await says(page, 'Account created');
  });
});
