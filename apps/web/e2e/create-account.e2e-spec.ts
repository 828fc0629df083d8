import type { Locator, Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { focused, titleIs } from './harness/pages.js';
import { create, fillIn, somebody } from './harness/registration.js';

describe('Creating an account', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const open = async (): Promise<Page> => {
    const page = await browsing.device();
    await page.goto('/create-account');
    await titleIs(page, 'Create your account');
    return page;
  };
  const marked = (field: Locator): Locator => field.and(field.page().locator('[aria-invalid=true]'));

  it('names every field that is empty, and leads to the first', async () => {
    const page = await open();
    await create(page);
    expect(await page.getByText('Fill in this field.').count()).toBe(5);
    expect(await focused(page)).toBe('First name');
    await look(page, 'create-account-empty');
    await page.getByLabel('First name').fill('Eve');
    await marked(page.getByLabel('First name')).waitFor({ state: 'detached' });
    expect(await page.getByText('Fill in this field.').count()).toBe(4);
  });

  it('says that a username is taken, at the field, and keeps all that was typed', async () => {
    const ann = await browsing.postern.newcomer();
    const eve = somebody();
    const page = await open();
    await fillIn(page, { ...eve, username: ann.username });
    await create(page);
    await page.getByText('This username is taken. Try another one.').waitFor();
    expect(await focused(page)).toBe('Username');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe(eve.password);
    await look(page, 'create-account-taken');
    await page.getByLabel('Username').fill(eve.username);
    await create(page);
    await titleIs(page, 'Verify an email address');
  });

  it('says that usernames have no spaces and that an address is none', async () => {
    const page = await open();
    await fillIn(page, { ...somebody(), username: 'eve example' });
    await page.getByLabel('Email address').fill('eve at example');
    await create(page);
    await page.getByText('Enter an email address, for example').waitFor();
    expect(await focused(page)).toBe('Email address');
    await page.getByLabel('Email address').fill('eve-spaces@example.org');
    await create(page);
    await marked(page.getByLabel('Username')).waitFor();
    await page.getByText('Use letters, digits, dots, underscores and hyphens.').waitFor();
  });

  it('judges the password while it is typed: length, what the person is called, then how good it is', async () => {
    const page = await open();
    const password = page.getByLabel('Password', { exact: true });
    await page.getByLabel('First name').fill('Wilhelmina');
    await page.getByLabel('Email address').fill('harborcat@example.org');
    await password.pressSequentially('kite');
    await page.getByText('Use at least 8 characters.').waitFor();
    await password.fill('Wilhelmina26');
    await page.getByText('This is built from your name').waitFor();
    await password.fill('harborcat99');
    await page.getByText('This is built from your name').waitFor();
    await look(page, 'create-account-weak');
    await password.fill('quiet harbor lamp 7');
    await page.getByText('Very good').waitFor();
    expect(await page.getByText('This is built from your name').count()).toBe(0);
    // The name comes after the password: it is judged anew.
    await page.getByLabel('Last name').fill('quiet harbor lamp');
    await page.getByText('This is built from your name').waitFor();
  });

  it('refuses a leaked password with its reason at the field, and looking at it does not send it', async () => {
    const page = await open();
    await fillIn(page, { ...somebody(), password: 'password123' });
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: 'Hide password' }).click();
    await create(page);
    await page.getByText('This password is on public lists').waitFor();
    expect(await focused(page)).toBe('Password');
    await look(page, 'create-account-leaked');
  });

  it('takes a phone number and a whole address: the country is chosen by its name', async () => {
    const eve = somebody();
    const page = await open();
    await fillIn(page, eve);
    await page.getByText('Phone and postal address').click();
    await page.getByLabel('Phone number').pressSequentially('5055550142');
    expect(await page.getByLabel('Phone number').inputValue()).toBe('(505) 555-0142');
    await page.getByLabel('City').fill('Santa Fe');
    await create(page);
    // Half an address leads nowhere.
    expect(await focused(page)).toBe('Street address');
    expect(await page.getByText('Fill in this field.').count()).toBe(4);
    await look(page, 'create-account-address');
    await page.getByLabel('Street address').fill('1 Canyon Road');
    await page.getByLabel('State').fill('NM');
    await page.getByLabel('ZIP code').fill('87501');
    await page.getByLabel('Country').selectOption('United States');
    await create(page);
    await titleIs(page, 'Verify an email address');
    const [kept] = await browsing.postern.sql<{ account: string }>(
      `select to_jsonb(a)::text as account from identity.account a where username = $1`,
      [eve.username],
    );
    expect(kept?.account).toContain('Canyon Road');
    expect(kept?.account).toMatch(/"US"/);
  });

  it('opens what is folded away when something in there needs attention', async () => {
    const page = await open();
    await fillIn(page, somebody());
    await page.getByText('Phone and postal address').click();
    // Signs that turn the direction of text, as they come along when something is copied from a page.
    await page.getByLabel('Phone number').fill('\u202A505 555 0142');
    await page.getByText('Phone and postal address').click();
    await page.getByLabel('Phone number').waitFor({ state: 'hidden' });
    await create(page);
    await page.getByText('Use one line of plain text.').waitFor();
    expect(await focused(page)).toMatch(/^Phone number/);
    await page.getByLabel('Phone number').fill('505 555 0142');
    await page.getByLabel('Street address').fill('1 Canyon Road');
    await page.getByLabel('City').fill('\u200b\u200b');
    await page.getByLabel('State').fill('NM');
    await page.getByLabel('ZIP code').fill('87501');
    await page.getByLabel('Country').selectOption('US');
    await create(page);
    await page.getByText('Use letters that can be seen.').waitFor();
    expect(await focused(page)).toMatch(/^City/);
  });

  it('answers alike for an address that has an account: nothing is learned, and its owner gets a mail', async () => {
    const ann = await browsing.postern.newcomer();
    const page = await open();
    await fillIn(page, { ...somebody(), email: ann.email });
    await create(page);
    await titleIs(page, 'Your account is ready');
    await page.getByText(`we have written to ${ann.email}`).waitFor();
    await look(page, 'create-account-made');
    await browsing.inbox.next(ann.email, 'account-exists');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await titleIs(page, 'Sign in');
  });
});
