import { Browsing, look } from './browser.js';
import { comeBack, openAccount, refusalAt, says, section } from './harness/account.js';
import { linkIn } from './harness/mail.js';
import { titleIs } from './harness/pages.js';

describe('The profile', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('keeps another name, and says at the field when there is none', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    await titleIs(page, 'Profile');
    await look(page, 'account-profile');
    const name = section(page, 'Name');
    const given = name.getByLabel('Given name');
    await given.fill('');
    await name.getByRole('button', { name: 'Save' }).click();
    expect(await refusalAt(given)).toBe('Fill in this field.');
    await given.fill('Annabel');
    await name.getByLabel('Family name').fill(' Quiroga ');
    await name.getByRole('button', { name: 'Save' }).click();
    await says(name, 'Saved.');
    await says(page, 'Annabel Quiroga');
    await page.reload();
    expect(await section(page, 'Name').getByLabel('Family name').inputValue()).toBe('Quiroga');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ name: { given: 'Annabel', family: 'Quiroga' } });
  });

  it('keeps a postal address, and takes it away again', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const address = section(page, 'Postal address');
    await address.getByRole('button', { name: 'Save' }).click();
    expect(await refusalAt(address.getByLabel('Street and number'))).toBe('Fill in this field.');
    await address.getByLabel('Street and number').fill('1 Pier Road');
    await address.getByLabel('City').fill('Portland');
    await address.getByLabel('State or region').fill('OR');
    await address.getByLabel('Postal code').fill('97201');
    await address.getByRole('button', { name: 'Save' }).click();
    expect(await refusalAt(address.getByLabel('Country'))).toBe('Fill in this field.');
    await look(page, 'account-profile-refused');
    await address.getByLabel('Country').selectOption({ label: 'United States' });
    await address.getByRole('button', { name: 'Save' }).click();
    await says(address, 'Saved.');
    const kept = { line1: '1 Pier Road', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' };
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ address: kept });
    await address.getByRole('button', { name: 'Remove the address' }).click();
    await address.getByRole('button', { name: 'Remove the address' }).waitFor({ state: 'detached' });
    expect(await address.getByLabel('Street and number').inputValue()).toBe('');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ address: null });
  });

  it('keeps a contact phone, says at the field what is none, and forgets it when it is emptied', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const part = section(page, 'Contact phone');
    const phone = part.getByLabel('Phone number');
    await phone.fill('call me');
    await part.getByRole('button', { name: 'Save' }).click();
    expect(await refusalAt(phone)).toMatch(/phone number/i);
    expect(await phone.inputValue()).toBe('call me');
    await phone.fill('505 555 0142');
    await part.getByRole('button', { name: 'Save' }).click();
    await says(part, 'Saved.');
    await ann.receive(ann.email, 'phone-changed');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ phone: expect.stringMatching(/505.*555.*0142/) });
    await phone.fill('');
    await part.getByRole('button', { name: 'Save' }).click();
    await ann.receive(ann.email, 'phone-changed');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ phone: null });
  });

  it('changes the e-mail address once the mailed link is confirmed, in another tab', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const part = section(page, 'Email address');
    const field = part.getByLabel('New email address');
    await field.fill('not an address');
    await part.getByRole('button', { name: 'Send the link' }).click();
    expect(await refusalAt(field)).toMatch(/^Enter an email address/);
    const email = `new-${ann.email}`;
    await field.fill(email);
    await part.getByRole('button', { name: 'Send the link' }).click();
    await says(part, `Look into the mail of ${email}`);
    await look(page, 'account-profile-email-sent');
    expect(await ann.call('GET', '/v1/account')).toMatchObject({ email: ann.email });

    const tab = await page.context().newPage();
    await tab.goto(linkIn(await ann.receive(email, 'confirm-email')));
    await titleIs(tab, 'Confirm your new address');
    await look(tab, 'link-confirm-email');
    await tab.getByRole('button', { name: 'Use this address' }).click();
    await titleIs(tab, 'Your address is changed');
    await look(tab, 'link-confirm-email-done');
    await comeBack(page);
    await says(part, `Messages about your account go to ${email}.`);
    await field.waitFor();
    await ann.receive(ann.email, 'email-changed');
    // The link has done what it was for.
    const again = await page.context().newPage();
    await again.goto(linkIn(await ann.inbox.next(email, 'confirm-email')));
    await again.getByRole('button', { name: 'Use this address' }).click();
    await again.getByRole('alert').waitFor();
    await look(again, 'link-confirm-email-spent');
    await again.getByRole('link', { name: 'Go to your account' }).click();
    await titleIs(again, 'Profile');
  });

  it('leaves the address as it is when another one is asked for instead', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann);
    const part = section(page, 'Email address');
    await part.getByLabel('New email address').fill(`wrong-${ann.email}`);
    await part.getByRole('button', { name: 'Send the link' }).click();
    await part.getByRole('button', { name: 'Use another address' }).click();
    await part.getByLabel('New email address').waitFor();
    await says(part, `Messages about your account go to ${ann.email}.`);
  });
});
