import { invite, Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, refusalAt, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { follow, linkIn } from './harness/mail.js';
import { administered, makeMember, openOrganization, takeSession, type Administered } from './harness/members.js';
import { focused, signIn, titleIs, typeCode } from './harness/pages.js';
import { create, fillIn, somebody } from './harness/registration.js';

describe('Invitations', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const sent = (page: Page) => section(page, 'Sent invitations');
  const row = (page: Page, email: string) => sent(page).getByRole('listitem').filter({ hasText: email });
  /** A link that a person was sent, made over the API. */
  const invited = async (guest: Person, role?: 'administrator'): Promise<string> =>
    `/invitation#token=${await invite(acme.alice, acme, guest, role ? { role } : {})}`;

  it('are sent, sent again and withdrawn, after a proof of who it is, with what was typed', async () => {
    const guest = new Person(browsing.postern.client);
    const page = await openOrganization(browsing, acme, '/invitations');
    await titleIs(page, 'Invitations');
    await says(page, 'Nobody has been invited yet.');
    await page.getByLabel('Email address').fill(guest.email);
    await page.getByLabel('Role').selectOption('Administrator');
    await page.getByLabel('Language of the email').selectOption('Español');
    await fiveMinutesLater(browsing, acme.alice);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await confirmByText(page, acme.alice);
    await says(sent(page), `The invitation is on its way to ${guest.email}.`);
    await takeSession(page, acme.alice);
    await says(row(page, guest.email), 'Waiting');
    await says(row(page, guest.email), 'Administrator');
    expect((await acme.alice.receive(guest.email, 'organization-invitation')).text).toMatch(/invit[óa]/);
    await look(page, 'organization-invitations');

    await row(page, guest.email).getByRole('button', { name: 'Send again' }).dblclick();
    await says(sent(page), 'Too many invitations');
    await browsing.postern.sql(`update identity.invitation set created_at = created_at - interval '1 hour'`);
    await row(page, guest.email).getByRole('button', { name: 'Send again' }).dblclick();
    await says(sent(page), `The invitation is on its way to ${guest.email}.`);
    const again = linkIn(await acme.alice.receive(guest.email, 'organization-invitation'));
    await row(page, guest.email).getByRole('button', { name: 'Withdraw' }).click();
    await says(sent(page), `The invitation of ${guest.email} is withdrawn`);
    await says(row(page, guest.email).last(), 'Withdrawn');
    const visitor = await browsing.device();
    await visitor.goto(again);
    await says(visitor, 'Ask whoever invited you for another invitation.');
  });

  it('say at the field what is wrong with an address, and of no address whether somebody has it (S20)', async () => {
    const bob = await browsing.postern.enrolled();
    await makeMember(browsing, acme, bob);
    const page = await openOrganization(browsing, acme, '/invitations');
    const email = page.getByLabel('Email address');
    await email.fill('no address');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    expect(await refusalAt(email)).toContain('email address');
    await email.fill(bob.email);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await says(sent(page), `The invitation is on its way to ${bob.email}.`);
    expect(await email.inputValue()).toBe('');
    expect(await focused(page)).toBe('Email address');

    const link = linkIn(await bob.receive(bob.email, 'organization-invitation'));
    const own = await openAccount(browsing, bob, link);
    await own.getByRole('button', { name: `Accept as ${bob.username}` }).click();
    await says(own, 'This person is a member already');
    await own.getByRole('link', { name: 'Go to your account' }).click();
    await titleIs(own, 'Profile');
  });

  it('are listed page by page', async () => {
    await browsing.postern.sql(
      `insert into identity.invitation (id, organization_id, email, email_key, role, invited_by, created_at, expires_at)
       select gen_random_uuid(), $1::uuid, n || '@example.org', n || '@example.org', 'member', 'alice',
         now() - interval '30 days' - n * interval '1 hour', now() - interval '20 days' - n * interval '1 hour'
       from generate_series(1, 60) n`,
      [acme.id],
    );
    const page = await openOrganization(browsing, acme, '/invitations');
    await sent(page).getByRole('button', { name: 'Next' }).click();
    await says(sent(page), '26 to 50');
    await says(sent(page), 'Expired');
    await sent(page).getByRole('button', { name: 'Next' }).click();
    await says(sent(page), /^51 to/);
    await sent(page).getByRole('button', { name: 'Previous' }).click();
    await says(sent(page), '26 to 50');
  });

  it('open as a page that only tells; whoever is signed in accepts with one press', async () => {
    const bob = await browsing.postern.enrolled();
    const link = await invited(bob, 'administrator');
    const page = await openAccount(browsing, bob, link);
    await titleIs(page, 'Join Acme Logistics?');
    expect(new URL(page.url()).hash).toBe('');
    await says(page, `You are signed in as ${bob.username}.`);
    await look(page, 'link-invitation');
    expect(await bob.call('GET', '/v1/organizations')).toEqual({ organizations: [] });
    await tabTo(page, `Accept as ${bob.username}`);
    await page.keyboard.press('Enter');
    await titleIs(page, 'You are an administrator of Acme Logistics now');
    expect(await focused(page)).toBe('You are an administrator of Acme Logistics now');
    await look(page, 'link-invitation-accepted');
    await page.getByRole('link', { name: 'Go to Acme Logistics' }).click();
    await titleIs(page, 'Members');

    const again = await openAccount(browsing, bob, link);
    await says(again, 'Ask whoever invited you for another invitation.');
  });

  it('wait while somebody signs in, and are accepted as whoever that is', async () => {
    const bob = await browsing.postern.enrolled();
    const page = await browsing.device();
    await page.goto(await invited(bob));
    await titleIs(page, 'Join Acme Logistics?');
    await look(page, 'link-invitation-signed-out');
    await page.getByRole('link', { name: 'Sign in to accept' }).click();
    await page.getByLabel('Username or email address').fill(bob.username);
    await page.getByLabel('Password', { exact: true }).fill(bob.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await bob.receiveCode(bob.phone));
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.getByRole('button', { name: `Accept as ${bob.username}` }).click();
    await titleIs(page, 'You are a member of Acme Logistics now');
  });

  it('wait while somebody makes an account, verifies the address and sets a method up', async () => {
    const eve = somebody();
    const guest = new Person(browsing.postern.client, { email: eve.email });
    const page = await browsing.device();
    await page.goto(await invited(guest));
    await page.getByRole('link', { name: 'Create an account' }).click();
    await titleIs(page, 'Create your account');
    await fillIn(page, eve);
    await create(page);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    const tab = await page.context().newPage();
    await follow(tab, linkIn(await guest.receive(eve.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    await page.getByRole('button', { name: /^Text message/ }).click();
    await page.getByLabel('Phone number').pressSequentially(guest.phone);
    await page.getByRole('button', { name: 'Send code' }).click();
    await titleIs(page, 'Enter the code');
    await typeCode(page, await guest.receiveCode(`+1${guest.phone}`));
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.getByRole('button', { name: `Accept as ${eve.username}` }).click();
    await titleIs(page, 'You are a member of Acme Logistics now');
  });

  it('can be accepted with another account than the one that is signed in', async () => {
    const [bob, eve] = [await browsing.postern.enrolled(), await browsing.postern.enrolled()];
    const page = await openAccount(browsing, bob, await invited(eve));
    await page.getByRole('button', { name: 'Use another account' }).click();
    await titleIs(page, 'Sign in');
    expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/invitation');
    await signIn(page, eve, '?returnTo=/invitation');
    await titleIs(page, 'Enter the code');
  });

  it('that are cut short, or were never sent, lead nowhere and say what helps', async () => {
    const page = await browsing.device();
    await page.goto('/invitation');
    await says(page, 'This link is not complete');
    await page.goto(`/invitation#token=${'x'.repeat(43)}`);
    await says(page, 'Ask whoever invited you for another invitation.');
    await look(page, 'link-invitation-unknown');
  });
});
