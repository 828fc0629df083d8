import { Browsing, look } from './browser.js';
import { openAccount } from './harness/account.js';
import { linkIn } from './harness/mail.js';
import { signIn, titleIs } from './harness/pages.js';

describe('Closing the account', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('says what happens, asks once more, and is undone by the link in the mail', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/close');
    await titleIs(page, 'Close account');
    const inThirtyDays = new Date(Date.now() + 30 * 86_400_000);
    const until = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(inThirtyDays);
    await page.getByText(`For 30 days, until ${until}, you can open it again`).waitFor();
    await look(page, 'account-close');
    await page.getByRole('button', { name: 'Close my account' }).click();
    const dialog = page.getByRole('dialog', { name: `Close the account ${ann.username}?` });
    await dialog.getByText(`Until ${until} you can undo it with the link that we send to ${ann.email}.`).waitFor();
    await look(page, 'account-close-ask');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await ann.tryCall('GET', '/v1/account')).status).toBe(200);

    await page.getByRole('button', { name: 'Close my account' }).click();
    await dialog.getByRole('button', { name: 'Close it' }).click();
    await titleIs(page, 'Your account is closed');
    await look(page, 'account-closed');
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('postern_session');

    const other = await browsing.device();
    await signIn(other, ann);
    await other.getByRole('alert').waitFor();
    await other.goto('/account');
    await titleIs(other, 'Sign in to continue');

    const mail = await ann.receive(ann.email, 'account-closed');
    await other.goto(linkIn(mail));
    await titleIs(other, 'Open your account again?');
    await look(other, 'link-account-closed');
    await other.getByRole('button', { name: 'Open it again' }).click();
    await titleIs(other, 'Your account is open again');
    await look(other, 'link-account-closed-done');
    await other.goto(linkIn(await ann.receive(ann.email, 'password-reset')));
    await titleIs(other, 'Choose a new password');
  });
});
