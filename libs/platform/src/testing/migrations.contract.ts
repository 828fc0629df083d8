import { migrate } from '../postgres/migrate.js';
import { createOrm, type ServiceSchema } from '../postgres/orm.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Columns, indexes and constraints, as text. The migrator's own table is not part of what is migrated. */
const lookStatement = (schema: string) => `
  select table_name, column_name, data_type, is_nullable, column_default
  from information_schema.columns where table_schema = '${schema}' and table_name <> 'migrations'
  union all select tablename, indexname, indexdef, '', '' from pg_indexes
  where schemaname = '${schema}' and tablename <> 'migrations'
  union all select c.relname, o.conname, pg_get_constraintdef(o.oid), '', ''
  from pg_constraint o join pg_class c on c.oid = o.conrelid
  where o.connamespace = to_regnamespace('${schema}') and c.relname <> 'migrations' order by 1, 2, 3`;

/** What the append-only migrations of every service promise: one by one or at once, there and back, the schema is the same. */
export function migrationsContract(service: ServiceSchema): void {
  let fresh: TestDatabase;
  let upgraded: TestDatabase;
  beforeAll(async () => {
    [fresh, upgraded] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await migrate(fresh.url, service);
  });
  afterAll(async () => {
    await Promise.all([fresh.drop(), upgraded.drop()]);
  });

  const on = async <Result>(database: TestDatabase, work: (orm: ReturnType<typeof createOrm>) => Promise<Result>) => {
    const orm = createOrm(database.url, service);
    try {
      return await work(orm);
    } finally {
      await orm.close(true);
    }
  };
  const look = (database: TestDatabase) =>
    on(database, (orm) => orm.em.fork().execute<object[]>(lookStatement(service.schema)));

  it('a schema upgraded step by step is the same as a fresh one', async () => {
    await on(upgraded, async (orm) => {
      await orm.em.fork().execute(`create schema ${service.schema}`);
      const pending = await orm.migrator.getPending();
      expect(pending.length).toBeGreaterThan(0);
      for (const { name } of pending) await orm.migrator.up({ to: name });
    });
    const schema = await look(fresh);
    expect(schema.length).toBeGreaterThan(0);
    expect(await look(upgraded)).toEqual(schema);
  });

  it('going down returns to nothing, and up again to the same', async () => {
    const schema = await look(fresh);
    await on(fresh, (orm) => orm.migrator.down({ to: 0 }));
    expect(await look(fresh)).toEqual([]);
    await migrate(fresh.url, service);
    expect(await look(fresh)).toEqual(schema);
  });
}
