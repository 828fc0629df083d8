import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, says, section } from './harness/account.js';
import { administered, openOrganization, takeSession, type Administered } from './harness/members.js';
import { titleIs } from './harness/pages.js';

describe('The policy of an organization', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('begins with nothing of its own, and says what holds and from where', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    await titleIs(page, 'Sign-in policy');
    expect(await page.getByLabel('Second step').inputValue()).toBe('');
    await says(page, 'from this installation');
    await look(page, 'organization-policy');
  });

  it('is saved after a proof of who it is, with what was chosen, and holds from then on', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Values');
    await part.getByLabel('“Not now” ends on').fill('2031-03-04');
    await part.getByLabel('How often “Not now” may be chosen').fill('2');
    await part.getByLabel('Passkey').check();
    await part.getByLabel('Authenticator app').check();
    await part.getByLabel('Days that a device is remembered').fill('0');
    await fiveMinutesLater(browsing, acme.alice);
    await part.getByRole('button', { name: 'Save the policy' }).click();
    await confirmByText(page, acme.alice);
    await titleIs(page, 'Sign-in policy');
    await takeSession(page, acme.alice);
    await says(part, 'Saved.');
    await says(part, 'March 4, 2031');
    await says(part, 'Passkey and Authenticator app');
    await says(part, 'from Acme Logistics');
    await page.reload();
    expect(await part.getByLabel('How often “Not now” may be chosen').inputValue()).toBe('2');
    expect(await part.getByLabel('Text message').isChecked()).toBe(false);
    await look(page, 'organization-policy-changed');
  });

  it('one that would keep everybody out is refused, at the methods', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Values');
    for (const kind of ['Passkey', 'Authenticator app']) await part.getByLabel(kind).uncheck();
    await part.getByLabel('Email', { exact: true }).check();
    await part.getByLabel('Level').selectOption('aal2');
    await part.getByRole('button', { name: 'Save the policy' }).click();
    await says(part, 'This policy would keep everybody out');
    expect(await part.getByLabel('Passkey').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await part.getByLabel('Level').inputValue()).toBe('aal2');
    await look(page, 'organization-policy-refused');
  });

  it('numbers that are out of range are refused at their field', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const days = section(page, 'Values').getByLabel('Days that a device is remembered');
    await days.fill('400');
    await page.getByRole('button', { name: 'Save the policy' }).click();
    await days.and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await days.inputValue()).toBe('400');
  });

  it('what holds can be seen for an application, and a name that none has is said to be wrong', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Where it applies');
    await part.getByLabel('Application').fill('nowhere');
    await part.getByRole('button', { name: 'Show what holds there' }).click();
    await part.locator('[aria-invalid=true]').waitFor();
    await part.getByLabel('Application').fill('mail-watch');
    await part.getByRole('button', { name: 'Show what holds there' }).click();
    await says(part, 'What holds is shown for mail-watch.');
  });

  it('can be nothing of its own again', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Values');
    for (const kind of ['Passkey', 'Authenticator app']) await part.getByLabel(kind).uncheck();
    for (const name of ['“Not now” ends on', 'How often “Not now” may be chosen', 'Days that a device is remembered'])
      await part.getByLabel(name).fill('');
    await part.getByRole('button', { name: 'Save the policy' }).click();
    await says(part, 'Saved.');
    await part.getByText('from Acme Logistics').first().waitFor({ state: 'detached' });
  });
});
