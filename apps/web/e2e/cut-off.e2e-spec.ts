import { createApplication, type Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { isSignedIn, signIn, titleIs } from './harness/pages.js';

describe('The cut-off', () => {
  let browsing: Browsing;
  let page: Page;

  beforeAll(async () => {
    browsing = await Browsing.start();
    const operator = await browsing.postern.operator();
    await createApplication(operator, {
      slug: 'strict',
      enrollment: { requiredFrom: '2025-03-06T00:00:00.000Z', maxPostponements: 2 },
    });
  });
  beforeEach(async () => {
    page = await browsing.device();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const older = async (): Promise<Person> => {
    const ann = await browsing.postern.newcomer();
    await browsing.postern.sql(`update identity.account set created_at = '2024-11-05T10:00:00Z' where username = $1`, [
      ann.username,
    ]);
    return ann;
  };
  const notNow = () => page.getByRole('button', { name: 'Not now' });

  it('an account from after it is not asked whether, only how', async () => {
    await signIn(page, await browsing.postern.newcomer());
    await titleIs(page, 'Verify an email address');
    expect(await notNow().count()).toBe(0);
  });

  it('an account from before it says "Not now" as often as the application allows, and is told how often that is', async () => {
    const ann = await older();
    for (const words of ['You can put this off 2 more times.', 'You can put this off one more time.']) {
      await signIn(page, ann, '?application=strict');
      await titleIs(page, 'Add a second step');
      await page.getByText('Accounts made since March 6, 2025 need one').waitFor();
      await page.getByText(words).waitFor();
      await notNow().click();
      await isSignedIn(page);
      await page.context().clearCookies();
    }
    await signIn(page, ann, '?application=strict');
    await titleIs(page, 'Add a second step');
    await page.getByText('has put it off as often as it may').waitFor();
    expect(await notNow().count()).toBe(0);
    await look(page, 'flow-choose-enrollment-last');
    await page.getByRole('button', { name: 'Set it up now' }).click();
    await titleIs(page, 'Verify an email address');
  });

  it('the choice is still there after a reload, and "Not now" pressed twice counts once', async () => {
    const ann = await older();
    await signIn(page, ann, '?application=strict');
    await titleIs(page, 'Add a second step');
    await page.reload();
    await page.getByText('You can put this off 2 more times.').waitFor();
    await notNow().dblclick();
    await isSignedIn(page);
    await page.context().clearCookies();
    await signIn(page, ann, '?application=strict');
    await page.getByText('You can put this off one more time.').waitFor();
  });

  it('the date is said in the language of the page, and is the same on the other side of the world', async () => {
    const ann = await older();
    const other = await browsing.device({ locale: 'es-MX', timezoneId: 'America/Los_Angeles' });
    await other.goto('/sign-in');
    await other.getByLabel('Nombre de usuario o correo electrónico').fill(ann.username);
    await other.getByLabel('Contraseña', { exact: true }).fill(ann.password);
    await other.getByRole('button', { name: 'Iniciar sesión', exact: true }).click();
    await other.getByText('6 de marzo de 2025').waitFor();
    await look(other, 'flow-choose-enrollment-spanish');
  });
});
