import { createOrm, Database, migrate } from '@postern/platform';
import { createTestDatabase } from '@postern/platform/testing';
import { notificationsSchema } from './schema.js';

it('migrations go up, come down again without a trace, and go up a second time', async () => {
  const test = await createTestDatabase();
  const database = new Database(test.url);
  const columns = () =>
    database.query<{ column: string }>(
      'columns',
      `select table_name || '.' || column_name || ' ' || data_type as column from information_schema.columns
       where table_schema = 'notifications' and table_name <> 'migrations' order by 1`,
    );
  await migrate(test.url, notificationsSchema);
  const first = await columns();
  expect(first).toContainEqual({ column: 'deliveries.message_id uuid' });

  const orm = createOrm(test.url, notificationsSchema);
  await orm.migrator.down({ to: 0 });
  await orm.close(true);
  expect(await columns()).toEqual([]);

  await migrate(test.url, notificationsSchema);
  expect(await columns()).toEqual(first);
  await database.onApplicationShutdown();
  await test.drop();
});
