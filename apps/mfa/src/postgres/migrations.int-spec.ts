import { createOrm, migrate } from '@postern/platform';
import { createTestDatabase, type TestDatabase } from '@postern/platform/testing';
import { mfaSchema } from './schema.js';

describe('The migrations of mfa', () => {
  let testDatabase: TestDatabase;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  afterAll(() => testDatabase.drop());

  it('go up, return to nothing, and come back the same', async () => {
    await migrate(testDatabase.url, mfaSchema);
    const orm = createOrm(testDatabase.url, mfaSchema);
    const look = () =>
      orm.em.fork().execute(
        `select table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns where table_schema = 'mfa' and table_name <> 'migrations'
         union all select tablename, indexname, indexdef, '', '' from pg_indexes
         where schemaname = 'mfa' and tablename <> 'migrations'
         union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' from pg_constraint
         where connamespace = 'mfa'::regnamespace and conrelid <> 'mfa.migrations'::regclass order by 1, 2, 3`,
      );
    try {
      const fresh = await look();
      expect(fresh.length).toBeGreaterThan(80);
      await orm.migrator.down({ to: 0 });
      expect(await look()).toEqual([]);
      await orm.migrator.up();
      expect(await look()).toEqual(fresh);
    } finally {
      await orm.close();
    }
  });

  it('stepping up one by one ends where all at once does', async () => {
    const other = await createTestDatabase();
    await migrate(testDatabase.url, mfaSchema);
    const stepwise = createOrm(other.url, mfaSchema);
    const atOnce = createOrm(testDatabase.url, mfaSchema);
    const columns = `select table_name, column_name, data_type from information_schema.columns
      where table_schema = 'mfa' order by 1, 2`;
    try {
      await stepwise.em.fork().execute('create schema mfa');
      for (const { name } of await stepwise.migrator.getPending()) await stepwise.migrator.up({ to: name });
      expect(await stepwise.em.fork().execute(columns)).toEqual(await atOnce.em.fork().execute(columns));
    } finally {
      await Promise.all([stepwise.close(), atOnce.close()]);
      await other.drop();
    }
  });
});
