import { changeFactors, createApplication, findAccount, type Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { said } from './harness/mail.js';
import { codeField, focused, isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('When the second step fails', () => {
  let browsing: Browsing;
  let operator: Person;

  beforeAll(async () => {
    browsing = await Browsing.start();
    operator = await browsing.postern.operator();
    await createApplication(operator, {
      slug: 'parcel-desk',
      name: 'Parcel Desk',
      supportContact: 'help@parcel.example',
    });
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  /** With a text message and with e-mail. */
  const withTwoMethods = async (): Promise<Person> => {
    const ann = await browsing.postern.enrolled();
    await changeFactors(ann);
    await ann.enrollEmail();
    await ann.answer(await ann.receiveCode(ann.email));
    await ann.act('POST', '/done');
    return ann;
  };
  const other = (code: string): string => (code === '000000' ? '111111' : '000000');
  const failFiveTimes = async (page: Page, wrong: string): Promise<void> => {
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One more try is left']) {
      await typeCode(page, wrong);
      await page.getByText(left).waitFor();
    }
    await typeCode(page, wrong);
    await page.getByText('Too many wrong codes').waitFor();
  };

  it('five wrong codes lock the method for a while: the page says until when, who helps, and the other one works', async () => {
    const ann = await withTwoMethods();
    const page = await browsing.device();
    await signIn(page, ann, '?application=parcel-desk');
    await titleIs(page, 'Enter the code');
    await page.getByText('help@parcel.example').first().waitFor();
    const byEmail = (await page.getByText('We sent it by email').count()) > 0;
    await failFiveTimes(page, other(await ann.receiveCode(byEmail ? ann.email : ann.phone)));
    expect(await focused(page)).toMatch(/^Too many wrong codesThis method takes codes again from .*\d:\d\d/);
    expect(await codeField(page).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Resend/ }).count()).toBe(0);
    await look(page, 'flow-locked');
    await page.reload();
    await page.getByText('Too many wrong codes').waitFor();
    await page.getByRole('button', { name: byEmail ? /Send a text message/ : /Send an email/ }).click();
    await codeField(page).first().waitFor();
    await look(page, 'flow-other-method');
    await typeCode(page, await ann.receiveCode(byEmail ? ann.phone : ann.email));
    await isSignedIn(page);
  });

  it('the lock ends by itself: the boxes are back, and a new code is sent', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    // Clocks never agree to the second: this one says that it is over before the server does.
    await page.addInitScript('const now = Date.now; Date.now = () => now() + 1500;');
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await failFiveTimes(page, other(await ann.receiveCode(ann.phone)));
    await browsing.postern.sql(`update mfa.attempt_budget b set locked_until = now() + interval '2 seconds'
      from identity.account a where a.id = b.account_id and a.username = '${ann.username}'`);
    await page.reload();
    await codeField(page).first().waitFor();
    await page.getByRole('button', { name: 'Resend code' }).click();
    await page.getByText('Sent again.').waitFor();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });

  it('a code that came too late looks like a wrong one, and the next one is right', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const late = await ann.receiveCode(ann.phone);
    await browsing.postern.sql(`update mfa.challenge set expires_at = now() - interval '1 second'`);
    await typeCode(page, late);
    await page.getByText('That passcode is not right').waitFor();
    await page.getByRole('button', { name: 'Resend code' }).click();
    await page.getByText('Sent again.').waitFor();
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });

  it('six digits and Enter, both at once, are one answer', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    const sent: string[] = [];
    page.on('request', (request) => request.url().endsWith('/answer') && sent.push(request.postData() ?? ''));
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    const code = await ann.receiveCode(ann.phone);
    await page.route('**/answer', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await codeField(page).focus();
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await isSignedIn(page);
    expect(sent).toHaveLength(1);
  });

  it('the network is away in between: the digits stay, and sending them again works', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByLabel('Remember this device').check();
    const code = await ann.receiveCode(ann.phone);
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await typeCode(page, code);
    await page.getByText('We cannot be reached right now').waitFor();
    await look(page, 'flow-answer-offline');
    await page.context().setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Remember this device').isChecked()).toBe(true);
    expect(await page.locator('input[name=code]').inputValue()).toBe(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await isSignedIn(page);
    browsing.forgive(/net::ERR_INTERNET_DISCONNECTED|net::ERR_NETWORK/);
  });

  it('whoever has lost all methods gets a link, and may go back when one of them is found', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann);
    await page.getByText('Use another method').click();
    await page.getByRole('button', { name: /I have lost all of them/ }).click();
    await titleIs(page, 'Look at your mail');
    // It goes to the verified address and to no other.
    expect(await page.getByRole('button', { name: 'Use another address' }).count()).toBe(0);
    await look(page, 'flow-await-recovery');
    await page.getByRole('button', { name: 'I have one of my methods after all' }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await ann.receiveCode(ann.phone));
    await isSignedIn(page);
  });

  it('while a reset by the help desk waits, the methods are asked for; when it is due, new ones are set up', async () => {
    const ann = await browsing.postern.enrolled();
    const account = await findAccount(operator, ann.username);
    await operator.call('POST', `/v1/admin/accounts/${account?.id}/factor-reset`, {});
    await ann.receive(ann.email, 'factor-reset-requested');
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Enter the code');
    await browsing.postern.sql(`update mfa.factor_reset set requested_at = requested_at - interval '25 hours',
      takes_effect_at = takes_effect_at - interval '25 hours'`);
    await page.getByRole('button', { name: 'Start over' }).click();
    await titleIs(page, 'Sign in');
    await signIn(page, ann);
    await titleIs(page, 'Choose your second step');
    expect(await said(page)).toBe('');
  });
});
