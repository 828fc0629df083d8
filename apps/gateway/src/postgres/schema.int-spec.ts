import { createOrm, Database, migrate } from '@postern/platform';
import { createTestDatabase, type TestDatabase } from '@postern/platform/testing';
import { gatewaySchema } from './schema.js';

describe('the migrations of the gateway', () => {
  let test: TestDatabase;
  let database: Database;

  beforeEach(async () => {
    test = await createTestDatabase();
    database = new Database(test.url);
  });
  afterEach(async () => {
    await database.onApplicationShutdown();
    await test.drop();
  });

  const tables = async () =>
    (
      await database.query<{ table_name: string }>(
        'tables',
        "select table_name from information_schema.tables where table_schema = 'gateway' order by 1",
      )
    ).map((row) => row.table_name);

  it('run once, also when two replicas start together', async () => {
    await Promise.all([migrate(test.url, gatewaySchema), migrate(test.url, gatewaySchema)]);
    expect(await tables()).toEqual(['migrations', 'rate_limits']);
  });

  it('can be taken back and run again', async () => {
    await migrate(test.url, gatewaySchema);
    const orm = createOrm(test.url, gatewaySchema);
    await orm.migrator.down({ to: 0 });
    expect(await tables()).toEqual(['migrations']);
    await orm.migrator.up();
    expect(await tables()).toEqual(['migrations', 'rate_limits']);
    await orm.close(true);
  });
});
