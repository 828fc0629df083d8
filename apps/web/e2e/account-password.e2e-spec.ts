import { Browsing, look } from './browser.js';
import { openAccount, refusalAt, says, section } from './harness/account.js';
import { signIn, titleIs } from './harness/pages.js';

describe('The password', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('is changed by whoever knows it, and nothing but the new one works then', async () => {
    const ann = await browsing.postern.enrolled();
    const elsewhere = ann.elsewhere();
    await elsewhere.signInFully();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    const [current, next] = [part.getByLabel('Current password'), part.getByLabel('New password')];
    await current.fill('not the password');
    await next.fill('quiet harbor lamp 7');
    await look(page, 'account-password');
    await part.getByRole('button', { name: 'Change password' }).click();
    expect(await refusalAt(current)).toMatch(/password/i);
    // What was typed stays.
    expect(await next.inputValue()).toBe('quiet harbor lamp 7');
    await current.fill(ann.password);
    await part.getByRole('button', { name: 'Change password' }).click();
    await says(part, 'Your password is changed. You are signed out everywhere else.');
    await ann.receive(ann.email, 'password-changed');
    expect((await elsewhere.tryCall('GET', '/v1/session')).status).toBe(401);
    await page.reload();
    await titleIs(page, 'Sign-in and security');

    const other = await browsing.device();
    await signIn(other, ann);
    await other.getByRole('alert').waitFor();
    await signIn(other, { username: ann.username, password: 'quiet harbor lamp 7' });
    await titleIs(other, 'Enter the code');
  });

  it('is refused with its reason while it is weak, and the old one goes on working', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Password');
    await part.getByRole('button', { name: 'Change password' }).click();
    await part.getByLabel('Current password').fill(ann.password);
    const next = part.getByLabel('New password');
    const send = part.getByRole('button', { name: 'Change password' });
    for (const [weak, while_, reason] of [
      ['short', 'Use at least 8 characters.', /8/],
      [ann.username, 'This is built from your name', /name/],
      ['qwertyuiop', 'Easy to guess', /known|leaked|common|guess/i],
    ] as const) {
      await next.fill(weak);
      await says(part, while_);
      await send.click();
      expect([weak, await refusalAt(next)]).toEqual([weak, expect.stringMatching(reason)]);
    }
    await look(page, 'account-password-refused');
    await part.getByRole('button', { name: 'Cancel' }).click();
    await next.waitFor({ state: 'detached' });
    const other = await browsing.device();
    await signIn(other, ann);
    await titleIs(other, 'Enter the code');
  });
});
