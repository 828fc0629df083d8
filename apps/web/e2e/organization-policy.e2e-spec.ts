import { createApplication } from '@postern/all-in-one/testing';
import type { MfaPolicy, MfaPolicyView } from '@postern/contracts';
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

  it('what holds can be seen for an application, chosen by its name', async () => {
    await createApplication(await browsing.postern.operator(), {
      slug: 'mail-watch',
      name: 'Mail Watch',
      enrollment: { mfa: 'required', requiredFrom: null, deadline: null, maxPostponements: 1, leastAal: 'aal1' },
    });
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Where it applies');
    await part.getByLabel('Application').selectOption({ label: 'Mail Watch' });
    await says(part, 'What holds is shown for Mail Watch.');
    await says(section(page, 'Values'), 'from the application Mail Watch');
    await look(page, 'organization-policy-application');
    await part.getByLabel('Application').selectOption({ label: 'The account itself' });
    await page.getByText('from the application Mail Watch').first().waitFor({ state: 'detached' });
  });

  it('somebody else changes it meanwhile: what was typed stays, beside what is new, and replaces nothing unseen', async () => {
    const page = await openOrganization(browsing, acme, '/policy');
    const part = section(page, 'Values');
    const [often, days] = [
      part.getByLabel('How often “Not now” may be chosen'),
      part.getByLabel('Days that a device is remembered'),
    ];
    await often.fill('7');
    const change = async (changes: Partial<MfaPolicy>) => {
      const path = `/v1${acme.path}/mfa-policy`;
      const { own, revision } = await acme.alice.call<MfaPolicyView>('GET', path);
      await acme.alice.call('PUT', path, { ...own, ...changes, revision });
    };
    await change({ rememberDeviceDays: 21, mfa: 'required' });
    await part.getByRole('button', { name: 'Save the policy' }).click();
    await says(part, 'The policy was changed in the meantime');
    await says(part, 'New in the policy');
    await says(part, '21 days');
    expect([await often.inputValue(), await days.inputValue()]).toEqual(['7', '0']);
    await look(page, 'organization-policy-newer');

    await part.getByRole('button', { name: 'Load the newer policy' }).click();
    await part.getByText('The policy was changed in the meantime').waitFor({ state: 'detached' });
    expect([await often.inputValue(), await days.inputValue()]).toEqual(['2', '21']);

    await often.fill('5');
    await change({ rememberDeviceDays: 14 });
    await part.getByRole('button', { name: 'Save the policy' }).click();
    await part.getByRole('button', { name: 'Replace the newer policy' }).click();
    await says(part, 'Saved.');
    expect([await often.inputValue(), await days.inputValue()]).toEqual(['5', '21']);
    await page.reload();
    expect([await often.inputValue(), await days.inputValue()]).toEqual(['5', '21']);
    await change({ mfa: null });
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
