import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

const logo = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#7a4a12"/></svg>',
);

describe('Signing in to an application', () => {
  let browsing: Browsing;
  let application: Server;
  let target: string;

  beforeAll(async () => {
    browsing = await Browsing.start();
    application = createServer((_, reply) =>
      reply.setHeader('content-type', 'text/html').end('<title>Parcel Desk</title>'),
    );
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    target = `http://localhost:${(application.address() as AddressInfo).port}/signed-in`;
    await createApplication(await browsing.postern.operator(), {
      slug: 'parcel-desk',
      name: 'Parcel Desk',
      tagline: 'Labels, pickups and tracking',
      supportContact: 'Parcel team, help@parcel.example',
      terms: { version: '2026-01', title: 'Terms of use', text: 'Pack well.\n\nLabel well.' },
      branding: {
        logo: `data:image/svg+xml;base64,${logo.toString('base64')}`,
        colors: { primary: '#7a4a12', background: '#fbf6ef' },
        panel: { text: 'Print a label.', links: [{ label: 'Sizes', href: 'https://parcel.example/sizes' }] },
      },
      redirectTargets: [target],
    });
  });
  afterEach(() => browsing.putAway());
  afterAll(async () => {
    await browsing.stop();
    application.close();
  });

  const search = () => `?${new URLSearchParams({ application: 'parcel-desk', redirectTo: target })}`;

  it('shows its name, logo, colors and words, asks for its terms, and goes back to it', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto(`/sign-in${search()}`);
    await page.getByText('Labels, pickups and tracking').waitFor();
    expect(await page.getByRole('link', { name: 'Sizes' }).getAttribute('rel')).toBe('noreferrer');
    const accent = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.querySelector('button[type=submit]') as Element).backgroundColor);
    expect(await accent()).toBe('rgb(122, 74, 18)');
    await look(page, 'sign-in-application');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.waitForURL(/forgot-password\?application=parcel-desk&redirectTo=/);
    await page.goBack();

    await signIn(page, ann, search());
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Terms of use');
    await look(page, 'flow-terms');
    await page.getByRole('button', { name: 'I agree' }).click();
    await isSignedIn(page);
    await look(page, 'flow-complete-application');
    await page.getByRole('link', { name: 'Continue to Parcel Desk' }).click();
    await page.waitForURL(target);
  });

  it('whoever does not agree is not signed in, is told so, and can come back', async () => {
    const ann = await browsing.postern.enrolled();
    const page = await browsing.device();
    await signIn(page, ann, search());
    await typeCode(page, await ann.receiveCode(ann.phone));
    await titleIs(page, 'Terms of use');
    await page.getByRole('button', { name: 'I do not agree' }).click();
    await titleIs(page, 'You have not been signed in');
    await page.getByText('help@parcel.example').first().waitFor();
    await look(page, 'flow-terms-declined');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL(/sign-in\?application=parcel-desk/);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('postern_session');
  });

  it('an account from before the cut-off may put the second step off', async () => {
    const ann = await browsing.postern.newcomer();
    await browsing.postern.sql(`update identity.account set created_at = '2024-11-05T10:00:00Z' where username = $1`, [
      ann.username,
    ]);
    const page = await browsing.device();
    await signIn(page, ann);
    await titleIs(page, 'Add a second step');
    await page.getByText('Accounts made since March 6, 2025 need one').waitFor();
    await look(page, 'flow-choose-enrollment');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.waitForURL('**/account');

    await signIn(page, ann);
    await page.getByRole('button', { name: 'Set it up now' }).click();
    await titleIs(page, 'Verify an email address');
    await page.getByRole('button', { name: 'No, use another address' }).click();
    await titleIs(page, 'Use another email address');
    await page.getByLabel('Email address').fill('not an address');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('Enter an email address, for example').waitFor();
    await look(page, 'flow-verify-another-email');
    await page.getByLabel('Email address').fill('ann-elsewhere@example.org');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await titleIs(page, 'Look at your mail');
    await browsing.inbox.next('ann-elsewhere@example.org', 'verify-email');
  });

  it('an application that does not exist is said to be unknown, and the form stays', async () => {
    const page = await browsing.device();
    await page.goto('/sign-in?application=nowhere');
    await page.getByText('There is no such application').waitFor();
    await titleIs(page, 'Sign in');
  });
});
