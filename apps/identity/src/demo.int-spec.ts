import { seedDemoAccounts } from './demo.js';
import { runIdentity, type RunningIdentity } from './testing/running-identity.js';

describe('seedDemoAccounts', () => {
  let identity: RunningIdentity;
  beforeAll(async () => {
    identity = await runIdentity();
  });
  afterAll(() => identity.stop());

  it('creates one account from before the cut-off and one from after it, once', async () => {
    expect(await seedDemoAccounts(identity.config, 'amber lantern 77')).toEqual(['demo-2024', 'demo-new']);
    expect(await seedDemoAccounts(identity.config, 'another lantern 78')).toEqual(['demo-2024', 'demo-new']);
    const rows = await identity.database.query<{ username: string; created_at: Date }>(
      'demo',
      'select username, created_at from identity.account order by username',
    );
    const { ENROLLMENT_REQUIRED_FROM: cutOff } = identity.config;
    expect(rows.map(({ username, created_at }) => [username, created_at >= cutOff])).toEqual([
      ['demo-2024', false],
      ['demo-new', true],
    ]);
    for (const identifier of ['demo-2024', 'demo-new@example.org']) {
      const body = { identifier, password: 'amber lantern 77', application: null };
      await expect(
        identity.client.call({ method: 'POST', path: '/internal/authentications', body }),
      ).resolves.toBeDefined();
    }
  });
});
