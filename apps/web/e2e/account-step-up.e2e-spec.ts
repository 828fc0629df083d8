import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { titleIs } from './harness/pages.js';

describe('A session of five minutes ago', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('asks for a code before the password is changed, then changes it with what was typed', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    await part.getByLabel('Current password').fill(ann.password);
    await part.getByLabel('New password').fill('quiet harbor lamp 7');
    await fiveMinutesLater(browsing, ann);
    await part.getByRole('button', { name: 'Change password' }).click();
    await titleIs(page, 'Enter the code');
    await look(page, 'flow-step-up');
    await confirmByText(page, ann);
    await titleIs(page, 'Sign-in and security');
    await says(part, 'Your password is changed.');
    await ann.receive(ann.email, 'password-changed');
  });

  it('keeps what was typed for whoever goes back without confirming, and does nothing', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const part = section(page, 'Email address');
    await part.getByLabel('New email address').fill(`new-${ann.email}`);
    await fiveMinutesLater(browsing, ann);
    await part.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Enter the code');
    // It comes, and is worth nothing in the next step-up.
    await ann.receiveCode(ann.phone);
    await page.getByRole('button', { name: 'Back without confirming' }).click();
    await titleIs(page, 'Profile');
    expect(await part.getByLabel('New email address').inputValue()).toBe(`new-${ann.email}`);
    expect(await ann.inbox.messages(`new-${ann.email}`)).toEqual([]);

    await part.getByRole('button', { name: 'Send the link' }).click();
    await confirmByText(page, ann);
    await says(part, `Look into the mail of new-${ann.email}`);
    await ann.receive(`new-${ann.email}`, 'confirm-email');
  });

  it('leads back to a new password that was too weak, with the reason at the field', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    await part.getByLabel('Current password').fill(ann.password);
    await part.getByLabel('New password').fill('qwertyuiop');
    await fiveMinutesLater(browsing, ann);
    await part.getByRole('button', { name: 'Change password' }).click();
    await confirmByText(page, ann);
    const next = part.getByLabel('New password').and(page.locator('[aria-invalid=true]'));
    await next.waitFor();
    expect(await part.getByLabel('Current password').inputValue()).toBe(ann.password);
    await next.fill('quiet harbor lamp 7');
    await part.getByRole('button', { name: 'Change password' }).click();
    await says(part, 'Your password is changed.');
  });

  it('goes on with a change of the phone, a download, new codes and a name of a method', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const phone = section(page, 'Contact phone');
    await phone.getByLabel('Phone number').fill('505 555 0142');
    await fiveMinutesLater(browsing, ann);
    await phone.getByRole('button', { name: 'Save' }).click();
    await confirmByText(page, ann);
    await says(phone, 'Saved.');

    await page.getByRole('link', { name: 'Download your data' }).click();
    await titleIs(page, 'Download your data');
    await fiveMinutesLater(browsing, ann);
    await page.getByRole('button', { name: 'Download' }).click();
    const download = page.waitForEvent('download');
    await confirmByText(page, ann);
    expect((await download).suggestedFilename()).toBe('account.json');

    await page.getByRole('link', { name: 'Sign-in and security' }).click();
    const codes = section(page, 'Recovery codes');
    await fiveMinutesLater(browsing, ann);
    await codes.getByRole('button', { name: 'Make recovery codes' }).click();
    await confirmByText(page, ann);
    await says(codes, 'Keep these codes now');
    expect(await codes.getByRole('listitem').count()).toBe(10);

    const methods = section(page, 'Second step');
    await methods
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click();
    await methods.getByLabel('New name').fill('Work phone');
    await fiveMinutesLater(browsing, ann);
    await methods.getByRole('button', { name: 'Save' }).click();
    await confirmByText(page, ann);
    await says(methods, 'Work phone');
  });

  it('asks again when the code is gone, without losing the page', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/close');
    await fiveMinutesLater(browsing, ann);
    await page.getByRole('button', { name: 'Close my account' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close it' }).click();
    await titleIs(page, 'Enter the code');
    await page.goBack();
    await titleIs(page, 'Close account');
    expect((await ann.tryCall('GET', '/v1/account')).status).toBe(200);
  });
});
