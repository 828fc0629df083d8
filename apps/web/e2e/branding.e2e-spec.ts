import { createApplication } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { titleIs } from './harness/pages.js';

describe('What an application brings along', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
    const operator = await browsing.postern.operator();
    const register = (slug: string, name: string, more: object): Promise<unknown> =>
      createApplication(operator, { slug, name, supportContact: 'help@example.org', ...more });
    await register('lemon', 'Lemon', { branding: { colors: { primary: '#fff200', background: '#fffbd6' } } });
    await register('coal', 'Coal', { branding: { colors: { primary: '#050505', background: '#000000' } } });
    await register('elsewhere', 'Elsewhere', { branding: { logo: 'https://elsewhere.example/logo.svg' } });
    await register('torn', 'Torn', { branding: { logo: 'data:image/png;base64,bm90IGEgcGljdHVyZQ==' } });
    await register('long', 'Onboarding-and-offboarding-of-everybody-in-every-region-of-the-world, or OOO', {
      tagline: `${'Every'.repeat(20)} single step of it, from the first day to the last one`,
      supportContact: `help-${'with-everything-'.repeat(8)}@example.org`,
      branding: {
        panel: {
          text: `${'word '.repeat(120)}\n\n${'unbroken'.repeat(20)}`,
          links: [
            {
              label: 'A-label-of-eighty-characters-without-a-single-space-in-it-to-break-a-line-at-all',
              href: 'https://long.example/',
            },
          ],
        },
      },
    });
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const open = async (slug: string): Promise<Page> => {
    const page = await browsing.device();
    await page.goto(`/sign-in?application=${slug}`);
    await titleIs(page, 'Sign in');
    await page.getByRole('complementary').getByText('help').waitFor();
    return page;
  };
  const logos = (page: Page) => page.locator('aside img');

  it.each(['lemon', 'coal'])('its colors can be read in both themes: %s', async (slug) => {
    await look(await open(slug), `branding-${slug}`);
  });

  it('its name, its words and its links may be as long as they like', async () => {
    await look(await open('long'), 'branding-long');
  });

  it('a logo on another site is not asked for', async () => {
    const page = await open('elsewhere');
    expect(await logos(page).count()).toBe(0);
    await page.getByRole('banner').getByText('Elsewhere').waitFor();
  });

  it('a logo that is no picture is left out', async () => {
    const page = await open('torn');
    await logos(page).waitFor({ state: 'detached' });
    const own = page.locator('header img');
    expect(await own.getAttribute('src')).toMatch(/^\/client\/icon-/);
  });

  it('an application that nobody registered is said to be unknown, and signing in works without it', async () => {
    const page = await browsing.device();
    await page.goto('/sign-in?application=unheard-of');
    await titleIs(page, 'Sign in');
    await page.getByRole('alert').waitFor();
    await look(page, 'branding-unknown');
  });
});
