import { Inbox } from '../outbox/inbox.js';
import { outboxTablesV1 } from '../outbox/tables.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { Database } from './database.js';
import { deleteInBatches } from './delete-in-batches.js';

describe('deleteInBatches', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    await database.pool.query(`create schema sample; ${outboxTablesV1('sample')} create table sample.thing (n int)`);
  });

  afterAll(async () => {
    await database.onApplicationShutdown();
    await testDatabase.drop();
  });

  beforeEach(async () => {
    await database.pool.query('truncate sample.thing; insert into sample.thing select generate_series(1, 3500)');
  });

  const left = async () =>
    (await database.query<{ n: number }>('left', 'select n from sample.thing order by n')).map(({ n }) => n);
  const upTo = (limit: number) => deleteInBatches(database, 'things.clear', 'sample.thing', 'n <= $1', [limit]);

  it('deletes all that meets the condition, and nothing else', async () => {
    expect(await upTo(3400)).toBe(3400);
    expect(await left()).toEqual(Array.from({ length: 100 }, (_, index) => 3401 + index));
  });

  it('is done when there is nothing', async () => {
    expect(await upTo(0)).toBe(0);
  });

  it('holds no more than a thousand rows at a time', async () => {
    const sizes: number[] = [];
    await deleteInBatches(
      {
        query: async <Row extends object>(name: string, text: string, values?: readonly unknown[]) => {
          const rows = await database.query<Row & { count: number }>(name, text, values);
          sizes.push(rows[0]?.count ?? 0);
          return rows;
        },
      },
      'things.measured',
      'sample.thing',
      'true',
    );
    expect(sizes).toEqual([1000, 1000, 1000, 500]);
  });

  it('does not wait for a row that somebody works with', async () => {
    await database.transaction(async (transaction) => {
      await transaction.query('hold', 'select 1 from sample.thing where n = 7 for update');
      expect(await upTo(10)).toBe(9);
    });
    expect((await left())[0]).toBe(7);
  });

  it('two replicas at once delete each row once', async () => {
    const counts = await Promise.all([upTo(3500), upTo(3500), upTo(3500)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3500);
  });

  it('the inbox forgets what is older than any dead letter, and keeps the rest', async () => {
    await database.pool.query(`insert into sample.inbox values
      ('old', now() - interval '32 days'), ('retried-late', now() - interval '30 days'), ('new', now())`);
    expect(await new Inbox('sample').clearOld(database)).toBe(1);
    const ids = await database.query<{ message_id: string }>('ids', 'select message_id from sample.inbox order by 1');
    expect(ids.map(({ message_id }) => message_id)).toEqual(['new', 'retried-late']);
  });
});
