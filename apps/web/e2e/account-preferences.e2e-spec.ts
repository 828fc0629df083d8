import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { openAccount, says, section } from './harness/account.js';
import { titleIs } from './harness/pages.js';

describe('The preferences', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  it('the language is followed at once, kept, and used for messages', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/preferences');
    await titleIs(page, 'Preferences');
    await look(page, 'account-preferences');
    await page.getByRole('radio', { name: 'Español' }).check();
    await titleIs(page, 'Preferencias');
    await says(page, 'Guardado.');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    await page.reload();
    await titleIs(page, 'Preferencias');
    await ann.call('PUT', '/v1/account/phone', { phone: '505 555 0142' });
    expect((await ann.receive(ann.email, 'phone-changed')).text).toMatch(/teléfono/i);
    await page.getByRole('radio', { name: 'English' }).check();
    await titleIs(page, 'Preferences');
  });

  it('the language of the account is followed on a device where nobody has chosen one', async () => {
    const ann = await browsing.postern.enrolled();
    await ann.call('PATCH', '/v1/account', { locale: 'es' });
    const page = await openAccount(browsing, ann);
    await titleIs(page, 'Perfil');
  });

  it('colors are light, dark, or those of the device, which are followed as they change', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/preferences');
    const colors = section(page, 'Colors');
    const light = await ground(page);
    expect(await colors.getByRole('radio', { name: 'Same as the device' }).isChecked()).toBe(true);
    await colors.getByRole('radio', { name: 'Dark' }).check();
    const dark = await ground(page);
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await colors.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    expect(await ground(page)).toBe(dark);
    await page.emulateMedia({ colorScheme: 'dark' });
    await colors.getByRole('radio', { name: 'Light' }).check();
    expect(await ground(page)).toBe(light);
    await colors.getByRole('radio', { name: 'Same as the device' }).check();
    expect(await ground(page)).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground(page)).toBe(light);
  });

  it('messages from applications are turned off and on, each way by itself', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/preferences');
    const part = section(page, 'Messages from applications');
    await part.getByRole('checkbox', { name: 'By email' }).click();
    await says(part, 'Saved.');
    const kept = async () =>
      (await ann.call<{ notifications: { applications: object } }>('GET', '/v1/account')).notifications.applications;
    expect(await kept()).toEqual({ email: false, sms: true });
    await part.getByText('Saved.').waitFor({ state: 'detached' });
    // Both at once, faster than one is saved.
    await Promise.all(['By text message', 'By email'].map((name) => part.getByRole('checkbox', { name }).click()));
    await says(part, 'Saved.');
    await page.reload();
    await part.getByRole('checkbox', { name: 'By text message', checked: false }).waitFor();
    await part.getByRole('checkbox', { name: 'By email', checked: true }).waitFor();
    expect(await kept()).toEqual({ email: true, sms: false });
  });
});
