import { Database, migrate } from '@postern/platform';
import { createTestDatabase } from '@postern/platform/testing';
import { migrationsContract } from '@postern/platform/testing/migrations';
import { gatewaySchema } from './schema.js';

describe('The migrations of the gateway', () => {
  migrationsContract(gatewaySchema);

  it('run once, also when two replicas start together', async () => {
    const test = await createTestDatabase();
    await Promise.all([migrate(test.url, gatewaySchema), migrate(test.url, gatewaySchema)]);
    const database = new Database(test.url);
    const tables = await database.query(
      'tables',
      "select table_name from information_schema.tables where table_schema = 'gateway' order by 1",
    );
    expect(tables).toEqual([{ table_name: 'migrations' }, { table_name: 'rate_limits' }]);
    await database.onApplicationShutdown();
    await test.drop();
  });
});
