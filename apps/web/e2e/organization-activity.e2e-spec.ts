import { join } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { says } from './harness/account.js';
import { administered, openOrganization, type Administered } from './harness/members.js';
import { titleIs } from './harness/pages.js';

describe('The activity of an organization', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  it('says who did what, to whom, by day', async () => {
    const bob = await browsing.postern.enrolled();
    await join(acme.alice, acme, bob);
    const { account } = await bob.readSession();
    await acme.alice.call('DELETE', `/v1${acme.path}/members/${account.id}/sessions`);
    const page = await openOrganization(browsing, acme, '/activity');
    await titleIs(page, 'Activity');
    await page.getByRole('heading', { level: 2, name: 'Today' }).waitFor();
    for (const words of ['Signed out everywhere', 'Invitation accepted', 'New member', 'The organization was created'])
      await says(page, words);
    await says(page.locator('ol > li').first(), `${bob.username} · by ${acme.alice.username}`);
    await look(page, 'organization-activity');
  });

  it('goes back as far as it goes, and what it does not know is shown all the same', async () => {
    await browsing.postern.sql(
      `insert into identity.audit (kind, organization_id, at)
       select case when n = 130 then 'from.the-future' else 'member.joined' end, $1::uuid, now()
       from generate_series(1, 130) n`,
      [acme.id],
    );
    const page = await openOrganization(browsing, acme, '/activity');
    await says(page, 'The newest 50 entries');
    await says(page.locator('ol > li').first(), 'Something else happened');
    const more = page.getByRole('button', { name: 'Show older entries' });
    await more.click();
    await says(page, 'The newest 100 entries');
    await more.click();
    await more.waitFor({ state: 'detached' });
    await says(page, 'The organization was created');
    expect(await page.locator('ol > li').count()).toBeGreaterThan(130);
  });
});
