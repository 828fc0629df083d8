import { Browsing, look } from './browser.js';
import { comeBack, openAccount, says } from './harness/account.js';
import { linkIn } from './harness/mail.js';
import { signIn, titleIs, typeCode } from './harness/pages.js';

describe('“This wasn’t me”', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('opening the link only tells; its button throws the intruder out, and leads to a new password', async () => {
    const ann = await browsing.postern.enrolled();
    const intruder = await openAccount(browsing, ann);
    await titleIs(intruder, 'Profile');
    await ann.call('PUT', '/v1/account/phone', { phone: '505 555 0100' });
    const link = linkIn(await ann.receive(ann.email, 'phone-changed'));

    const page = await browsing.device();
    await page.goto(link);
    await titleIs(page, 'Was this not you?');
    expect(new URL(page.url()).hash).toBe('');
    await says(page, 'The phone number of your account was changed.');
    await says(page, ann.username);
    await look(page, 'link-not-me');
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(200);

    await page.getByRole('button', { name: 'This was not me' }).click();
    await titleIs(page, 'Your account is safe again');
    await says(page, 'A link to choose a new password is on its way to you by email.');
    await look(page, 'link-not-me-done');
    await comeBack(intruder);
    await titleIs(intruder, 'You are signed out');

    // Nobody gets in with the password that somebody else may know.
    await signIn(intruder, ann);
    await intruder.getByRole('alert').waitFor();
    await look(intruder, 'sign-in-reset-required');

    await page.goto(linkIn(await ann.receive(ann.email, 'password-reset')));
    await page.getByRole('button', { name: 'Continue' }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Choose a new password');
    await page.getByLabel('New password').fill('quiet harbor lamp 7');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await titleIs(page, 'Your password is changed');
  });

  it('a link that was used up or cut short says so, and still leads on', async () => {
    const ann = await browsing.postern.enrolled();
    const link = linkIn(await ann.receive(ann.email, 'factor-added'));
    const page = await browsing.device();
    await page.goto(link);
    await says(page, 'A sign-in method was added to your account.');
    await page.getByRole('button', { name: 'This was not me' }).click();
    await titleIs(page, 'Your account is safe again');

    const again = await browsing.device();
    await again.goto(link);
    await again.getByRole('alert').waitFor();
    await look(again, 'link-not-me-spent');
    await again.getByRole('link', { name: 'Choose a new password' }).click();
    await titleIs(again, /password/);

    const short = await browsing.device();
    await short.goto('/not-me');
    await says(short, 'This link is not complete');
    await look(short, 'link-not-me-incomplete');
    await short.goto(link.slice(0, -8));
    await short.getByRole('alert').waitFor();
  });

  it('the button can be pressed again when the network was away', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto(linkIn(await ann.receive(ann.email, 'factor-added')));
    await titleIs(page, 'Was this not you?');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'This was not me' }).click();
    await says(page, 'We cannot be reached right now');
    await page.context().setOffline(false);
    browsing.forgive(/ERR_INTERNET_DISCONNECTED/);
    await page.getByRole('button', { name: 'This was not me' }).click();
    await titleIs(page, 'Your account is safe again');
    expect((await ann.tryCall('GET', '/v1/session')).status).toBe(401);
  });
});
