import { Queue, Worker } from 'bullmq';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { migrateQueues, openQueueConnection, type QueueConnection } from './backend.js';

describe('queues on a PostgreSQL that cannot be used at first', () => {
  let database: TestDatabase;
  let opened: QueueConnection;
  let worker: Worker;

  beforeEach(async () => {
    database = await createTestDatabase();
    opened = openQueueConnection(database.url);
  });
  afterEach(async () => {
    await worker.close();
    await opened.close();
    await database.drop();
  });

  it('asks again after a pause, and works once it can', async () => {
    const done: string[] = [];
    const complaints: Error[] = [];
    worker = new Worker('later', async ({ name }) => void done.push(name), { connection: opened.connection });
    worker.on('error', (error) => complaints.push(error));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.length).toBeLessThan(20);

    await migrateQueues(database.url);
    const queue = new Queue('later', { connection: opened.connection });
    await queue.add('hello', {});
    for (let waited = 0; done.length === 0 && waited < 10_000; waited += 100)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(done).toEqual(['hello']);
    await queue.close();
  });
});
