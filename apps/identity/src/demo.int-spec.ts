import type { PublicApplication } from '@postern/contracts';
import { seedDemoAccounts } from './demo.js';
import { seedDemoApplications } from './demo-applications.js';
import { seedDemoOrganization } from './demo-organization.js';
import { runIdentity, type RunningIdentity } from './testing/running-identity.js';

describe('The demo', () => {
  let identity: RunningIdentity;
  beforeAll(async () => {
    identity = await runIdentity();
  });
  afterAll(() => identity.stop());

  it('has one account from before the cut-off, one from after it, one that runs the installation and one that runs an organization, once', async () => {
    const usernames = ['demo-2024', 'demo-new', 'demo-operator', 'demo-admin'];
    expect(await seedDemoAccounts(identity.config, 'amber lantern 77')).toEqual(usernames);
    expect(await seedDemoAccounts(identity.config, 'another lantern 78')).toEqual(usernames);
    const rows = await identity.database.query<{ username: string; created_at: Date; role: string | null }>(
      'demo',
      'select username, created_at, role from identity.account order by username',
    );
    const { ENROLLMENT_REQUIRED_FROM: cutOff } = identity.config;
    expect(rows.map(({ username, created_at, role }) => [username, created_at >= cutOff, role])).toEqual([
      ['demo-2024', false, null],
      ['demo-admin', true, null],
      ['demo-new', true, null],
      ['demo-operator', true, 'operator'],
    ]);
    for (const identifier of ['demo-2024', 'demo-new@example.org', 'demo-operator']) {
      const body = { identifier, password: 'amber lantern 77', application: null };
      await expect(
        identity.client.call({ method: 'POST', path: '/internal/authentications', body }),
      ).resolves.toBeDefined();
    }
  });

  it('has an organization of 500, once, of whom some can be told nothing and some have gone', async () => {
    for (let time = 0; time < 2; time++) await seedDemoOrganization(identity.config);
    const [seen] = await identity.database.query<Record<string, number>>(
      'seen',
      `select count(*)::int as members, count(distinct (a.name ->> 'given', a.name ->> 'family'))::int as people,
         (count(*) filter (where m.role = 'administrator'))::int as administrators,
         (count(*) filter (where a.state = 'closed'))::int as closed,
         (count(*) filter (where a.state = 'disabled'))::int as disabled,
         (count(*) filter (where a.email like '%@old-depot.invalid'))::int as refused,
         (count(*) filter (where a.email like '%@terminal'))::int as unusable,
         (count(*) filter (where a.email_verified_at is null))::int as unverified
       from identity.membership m join identity.account a on a.id = m.account_id`,
    );
    expect(seen).toEqual({
      ...{
        members: 501,
        people: 501,
        administrators: 1,
        closed: 5,
        disabled: 6,
        refused: 9,
        unusable: 3,
        unverified: 57,
      },
    });
    const body = { identifier: 'lucia.echeverria', password: 'amber lantern 77', application: null };
    await expect(
      identity.client.call({ method: 'POST', path: '/internal/authentications', body }),
    ).resolves.toBeDefined();
  });

  it('has three applications, once, and what an operator changed stays', async () => {
    const slugs = ['parcel-desk', 'mail-watch', 'onboarding'];
    expect(await seedDemoApplications(identity.config)).toEqual(slugs);
    await identity.database.query(
      'rename',
      `update identity.application set settings = jsonb_set(settings, '{name}', '"Front Desk"') where slug = 'onboarding'`,
    );
    await seedDemoApplications(identity.config);
    const shown = await Promise.all(
      slugs.map((slug) =>
        identity.client.call<PublicApplication>({ method: 'GET', path: `/internal/applications/${slug}` }),
      ),
    );
    expect(shown.map(({ name }) => name)).toEqual(['Parcel Desk', 'Mail Watch', 'Front Desk']);
    expect(shown.map(({ terms }) => terms !== null)).toEqual([true, false, false]);
    expect(new Set(shown.map(({ supportContact }) => supportContact)).size).toBe(3);
  });
});
