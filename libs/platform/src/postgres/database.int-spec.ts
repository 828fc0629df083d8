import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { Database } from './database.js';

describe('Database', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Database(test.url);
  });
  afterAll(async () => {
    await database.onApplicationShutdown();
    await test.drop();
  });

  it('survives a connection that is cut while a transaction waits for something else, and undoes it', async () => {
    await database.query('make', 'create table public.done (what text)');
    const outcome = database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ pid: number }>('pid', 'select pg_backend_pid() as pid');
      await transaction.query('do', `insert into public.done values ('half')`);
      await database.query('cut', 'select pg_terminate_backend($1)', [row?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await expect(outcome).rejects.toThrow();
    expect(await database.query('look', 'select what from public.done')).toEqual([]);
    await database.transaction(async (transaction) => {
      await transaction.query('do', `insert into public.done values ('whole')`);
    });
    expect(await database.query('look', 'select what from public.done')).toEqual([{ what: 'whole' }]);
  });
});
