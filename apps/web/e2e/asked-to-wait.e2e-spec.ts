import type { Page, Route } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { comeBack, openAccount, says, section } from './harness/account.js';
import { signIn, titleIs } from './harness/pages.js';

describe('Asked to wait', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start({ given: { LIMIT_FAILED_PASSWORDS_PER_15_MINUTES: '1' } });
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const button = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
  const isHeld = async (page: Page): Promise<boolean> => (await button(page).getAttribute('aria-disabled')) === 'true';

  /** Somebody whose last wrong password was one too many. */
  const refused = async (): Promise<Page> => {
    const ann = await browsing.postern.newcomer();
    const page = await browsing.device();
    await page.clock.install();
    await signIn(page, { username: ann.username, password: 'something else' });
    await says(page, 'The username or password is not right');
    await button(page).click();
    await says(page, 'Try again in 15 minutes.');
    return page;
  };

  it('too many wrong passwords: the page says for how long, and the button comes back by itself', async () => {
    const page = await refused();
    expect(await isHeld(page)).toBe(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await button(page).click({ force: true });
    await page.getByLabel('Password', { exact: true }).press('Enter');
    await look(page, 'sign-in-asked-to-wait');
    await page.clock.fastForward('05:00');
    await says(page, 'Try again in 10 minutes.');
    await page.clock.fastForward('09:30');
    await says(page, /Try again in \d\d seconds\./);
    // What changes each second is no business of a screen reader.
    expect(await page.getByRole('timer').count()).toBe(1);
    expect(asked).toEqual([]);
    await page.clock.fastForward('00:30');
    await says(page, 'You can try again now.');
    expect(await page.getByRole('timer').count()).toBe(0);
    expect(await isHeld(page)).toBe(false);
  });

  it('whoever types something else need not wait', async () => {
    const page = await refused();
    await page.getByLabel('Username or email address').fill((await browsing.postern.newcomer()).username);
    expect(await isHeld(page)).toBe(false);
    await button(page).click();
    await says(page, 'The username or password is not right');
  });

  it('the language of the page is the language of the time', async () => {
    const page = await refused();
    await page.getByLabel('Language').selectOption('es');
    await says(page, 'Inténtalo de nuevo dentro de 15 minutos.');
  });

  /** The server is busy, for as long as it says. */
  const busy = (retryAfter: string) => (route: Route) =>
    route.fulfill({
      status: 503,
      headers: { 'retry-after': retryAfter, 'content-type': 'application/problem+json' },
      body: JSON.stringify({
        type: 'urn:postern:problem:service.overloaded',
        title: 'The service is busy',
        status: 503,
        code: 'service.overloaded',
        detail: 'Try again in a few seconds.',
      }),
    });
  const sessions = '**/v1/account/sessions';

  it('what is read by itself waits as well, however often somebody comes back, and is there in time', async () => {
    const page = await openAccount(browsing, await browsing.postern.enrolled());
    await titleIs(page, 'Profile');
    await page.clock.install();
    let asked = 0;
    await page.route(sessions, (route) => {
      asked++;
      return busy('30')(route);
    });
    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    const part = section(page, 'Where you are signed in');
    await says(part, /Try again in \d\d seconds\./);
    const again = part.getByRole('button', { name: 'Try again' });
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await look(page, 'account-security-asked-to-wait');
    await comeBack(page);
    await page.getByRole('link', { name: 'Activity' }).click();
    await titleIs(page, 'Activity');
    await page.goBack();
    await says(part, /Try again in \d\d seconds\./);
    expect(asked).toBe(1);

    await page.unroute(sessions);
    await page.clock.fastForward('00:30');
    await says(part, 'This browser');
    browsing.forgive(/status of 503/);
  });

  it('a moment is waited for without a word', async () => {
    const page = await openAccount(browsing, await browsing.postern.enrolled());
    await titleIs(page, 'Profile');
    const asked: number[] = [];
    await page.route(sessions, async (route) => {
      asked.push(Date.now());
      await (asked.length === 1 ? busy('2')(route) : route.fallback());
    });
    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    await says(section(page, 'Where you are signed in'), 'This browser');
    const [first = 0, second = 0] = asked;
    expect(asked).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(1990);
    browsing.forgive(/status of 503/);
  });
});
