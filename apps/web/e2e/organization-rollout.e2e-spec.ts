import { findAccount, type Person } from '@postern/all-in-one/testing';
import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { follow, linkIn, said } from './harness/mail.js';
import {
  administered,
  makeMember,
  openOrganization,
  populate,
  takeSession,
  type Administered,
} from './harness/members.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('MFA for everyone with one switch', () => {
  let browsing: Browsing;
  let acme: Administered;
  /** Members with accounts from before the cut-off, who have put it off. */
  let bob: Person;
  let dora: Person;
  /** Is blocked when it begins. */
  let otto: Person;

  const oldTimer = async (): Promise<Person> => {
    const person = await browsing.postern.newcomer();
    await browsing.postern.sql(`update identity.account set created_at = '2024-06-03' where username = $1`, [
      person.username,
    ]);
    await person.signIn();
    await person.act('POST', '/enrollment-choice', { choice: 'not-now' });
    return person;
  };
  const blocking = async (method: 'POST' | 'DELETE') => {
    const operator = await browsing.postern.operator();
    const { id } = (await findAccount(operator, otto.username)) ?? {};
    await operator.call(method, `/v1/admin/accounts/${id}/disablement`, method === 'POST' ? {} : undefined);
  };
  const theSwitch = (page: Page) => page.getByRole('switch', { name: 'Require MFA of every member' });
  const begin = (page: Page) => page.getByRole('button', { name: 'Turn it on for everyone' });
  /** What happens within a moment here takes a while where there are many: it is made to look so. */
  const underWay = ({ id }: Administered) =>
    browsing.postern.sql(
      `update mfa.rollout set state = 'processing', finished_at = null, open_chunks = 1 where organization_id = $1`,
      [id],
    );

  /** It counts in a copy of the members, which learns of a change a moment later. */
  const counted = async (): Promise<void> => {
    const known = `select count(*)::int as members, count(*) filter (where state = 'disabled')::int as blocked
      from mfa.member where organization_id = $1`;
    for (let tries = 0; tries < 100; tries++) {
      const [row] = await browsing.postern.sql<{ members: number; blocked: number }>(known, [acme.id]);
      if (row?.members === 45 && row.blocked === 1) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the copy of the members is not complete');
  };

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
    [bob, dora, otto] = [await oldTimer(), await oldTimer(), await oldTimer()];
    for (const member of [bob, dora, otto, await browsing.postern.enrolled()]) await makeMember(browsing, acme, member);
    await populate(browsing, acme, 40);
    await blocking('POST');
    await counted();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('says first who would be asked, and does nothing', async () => {
    const page = await openOrganization(browsing, acme);
    await titleIs(page, 'General');
    await theSwitch(page).click();
    await says(page, '42 of 45 members would be asked at their next sign-in.');
    await says(page, '2 members have a method already.');
    await says(page, '1 account is closed or blocked.');
    await page.getByText('Who would be asked').last().click();
    await page.getByRole('link', { name: bob.username }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await says(page, '26 to 42 of 42');
    await look(page, 'organization-dry-run');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await theSwitch(page).getAttribute('aria-checked')).toBe('false');
    expect((await bob.readSession()).aal).toBe('aal1');
  });

  it('asks who it is where that is long ago, then goes on by itself to the end, and says who was not reached', async () => {
    const page = await openOrganization(browsing, acme);
    await theSwitch(page).click();
    await fiveMinutesLater(browsing, acme.alice);
    await begin(page).click();
    await confirmByText(page, acme.alice);
    const part = section(page, 'Telling members');
    await says(part, 'Complete, with errors');
    await takeSession(page, acme.alice);
    await says(part, '45 of 45 members processed');
    expect(await theSwitch(page).getAttribute('aria-checked')).toBe('true');
    await part.getByRole('link', { name: otto.username }).waitFor();
    await says(part, 'The account is disabled.');
    expect(await said(page)).toContain('Complete, with errors. 45 of 45 members processed');
    await look(page, 'organization-rollout-errors');
    await bob.receive(bob.email, 'mfa-required');

    await blocking('DELETE');
    await part.getByRole('button', { name: 'Try 1 member again' }).click();
    await part.getByText('Complete', { exact: true }).waitFor();
    await otto.receive(otto.email, 'mfa-required');
    await look(page, 'organization-rollout-complete');
  });

  it("at a member's next sign-in a method is set up, a second one is offered, and may wait", async () => {
    const page = await browsing.device();
    await signIn(page, dora);
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await follow(await browsing.device(), linkIn(await dora.receive(dora.email, 'verify-email')));
    await titleIs(page, 'Choose your second step');
    expect(await page.getByRole('button', { name: 'Go on without' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Text message/ }).click();
    await page.getByLabel('Phone number').fill('505 555 0161');
    await page.getByRole('button', { name: 'Send code' }).click();
    await typeCode(page, await dora.receiveCode('5055550161'));
    await titleIs(page, 'Add a second way?');
    await look(page, 'flow-second-method');
    await page.getByRole('button', { name: 'Go on without' }).click();
    await isSignedIn(page);
  });

  it('whoever is signed in without one is led through it, and back to the page', async () => {
    const page = await openAccount(browsing, bob, '/account/activity');
    await titleIs(page, 'Confirm that it is you');
    await look(page, 'account-step-up-wanted');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Password', { exact: true }).fill(bob.password);
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, send the link there' }).click();
    await follow(await browsing.device(), linkIn(await bob.receive(bob.email, 'verify-email')));
    await page.getByRole('button', { name: /^Email/ }).click();
    await typeCode(page, await bob.receiveCode(bob.email));
    await page.getByRole('heading', { level: 1, name: /^(Activity|Add a second way\?)$/ }).waitFor();
    const without = page.getByRole('button', { name: 'Go on without' });
    if (await without.isVisible()) await without.click();
    await titleIs(page, 'Activity');
  });

  it('is paused, resumed and cancelled, each with what it means', async () => {
    await underWay(acme);
    const page = await openOrganization(browsing, acme);
    const part = section(page, 'Telling members');
    await says(part, 'Under way');
    await look(page, 'organization-rollout-under-way');
    await part.getByRole('button', { name: 'Pause' }).click();
    await says(part, 'nobody else is told until you resume');
    await part.getByRole('button', { name: 'Resume' }).click();
    await says(part, 'Under way');
    await part.getByRole('button', { name: 'Cancel rollout' }).click();
    const dialog = page.getByRole('dialog');
    await look(page, 'organization-rollout-cancel');
    await dialog.getByRole('button', { name: 'Let it go on' }).click();
    await says(part, 'Under way');
    await part.getByRole('button', { name: 'Cancel rollout' }).click();
    await dialog.getByRole('button', { name: 'Cancel rollout' }).click();
    await says(part, 'Those who were left are not told.');
    expect(await theSwitch(page).getAttribute('aria-checked')).toBe('true');
  });

  it('is turned off again by keyboard alone', async () => {
    const page = await openOrganization(browsing, acme);
    await titleIs(page, 'General');
    const onTheSwitch = () => theSwitch(page).evaluate((element) => element === document.activeElement);
    for (let stops = 0; stops < 40 && !(await onTheSwitch()); stops++) await page.keyboard.press('Tab');
    expect(await onTheSwitch()).toBe(true);
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog', { name: 'Turn MFA off?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await onTheSwitch()).toBe(true);
    await page.keyboard.press('Space');
    await dialog.waitFor();
    await tabTo(page, 'Turn it off');
    await page.keyboard.press('Enter');
    await page.locator('[role=switch][aria-checked=false]').waitFor();
  });

  it('two administrators at once: the slower one is told, and shown what the other began', async () => {
    const globex = await administered(browsing, 'Globex');
    const anna = await browsing.postern.enrolled();
    await makeMember(browsing, globex, anna, 'administrator');
    const [hers, theirs] = [await openOrganization(browsing, globex), await openAccount(browsing, anna, globex.path)];
    for (const page of [hers, theirs]) {
      await theSwitch(page).click();
      await says(page, '0 of 2 members');
    }
    await begin(hers).dblclick();
    await says(section(hers, 'Telling members'), 'Complete');
    await underWay(globex);
    await begin(theirs).click();
    await says(theirs, 'MFA is being turned on already');
    await says(section(theirs, 'Telling members'), 'Under way');
    expect(
      await browsing.postern.sql('select id from mfa.rollout where organization_id = $1', [globex.id]),
    ).toHaveLength(1);
  });

  it('to members there is no such page', async () => {
    const member = await browsing.postern.enrolled();
    await makeMember(browsing, acme, member);
    for (const path of ['/organizations', acme.path, `${acme.path}/policy`]) {
      const page = await openAccount(browsing, member, path);
      await titleIs(page, 'There is no such page');
    }
    const page = await openAccount(browsing, member);
    await titleIs(page, 'Profile');
    await page.getByRole('link', { name: 'Organizations' }).waitFor();
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  });

  it('operators find every organization and create new ones', async () => {
    const page = await openAccount(browsing, await browsing.postern.operator());
    await page.getByRole('link', { name: 'Administration' }).click();
    await titleIs(page, 'Organizations');
    await page.getByLabel('Find by name').fill('glob');
    await page.getByRole('link', { name: 'Globex' }).waitFor();
    await page.getByRole('link', { name: 'Acme Logistics' }).waitFor({ state: 'detached' });
    await look(page, 'organizations');
    const create = section(page, 'New organization');
    await create.getByLabel('Name', { exact: true }).fill('Initech');
    await create.getByLabel('Administrator').fill('nobody-at-all');
    await create.getByRole('button', { name: 'Create organization' }).click();
    await create.locator('[aria-invalid=true]').waitFor();
    await create.getByLabel('Administrator').fill(bob.username);
    await create.getByRole('button', { name: 'Create organization' }).click();
    await titleIs(page, 'General');
    await says(page, 'How Initech is set up.');
  });
});
