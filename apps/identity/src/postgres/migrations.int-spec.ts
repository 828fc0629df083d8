import { createOrm, migrate } from '@postern/platform';
import { createTestDatabase, type TestDatabase } from '@postern/platform/testing';
import { identitySchema } from './schema.js';

describe('The migrations of identity', () => {
  let testDatabase: TestDatabase;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  afterAll(() => testDatabase.drop());

  it('go up, return to nothing, and come back the same', async () => {
    await migrate(testDatabase.url, identitySchema);
    const orm = createOrm(testDatabase.url, identitySchema);
    const look = () =>
      orm.em.fork().execute(
        `select table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns where table_schema = 'identity' and table_name <> 'migrations'
         union all select tablename, indexname, indexdef, '', '' from pg_indexes
         where schemaname = 'identity' and tablename <> 'migrations' order by 1, 2`,
      );
    try {
      const fresh = await look();
      expect(fresh.length).toBeGreaterThan(40);
      await orm.migrator.down({ to: 0 });
      expect(await look()).toEqual([]);
      await orm.migrator.up();
      expect(await look()).toEqual(fresh);
    } finally {
      await orm.close();
    }
  });
});
