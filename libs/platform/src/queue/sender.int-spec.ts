import { createTestDatabase, queueBackends, type TestDatabase } from '../testing/index.js';
import { migrateQueues, openQueueConnection, type QueueConnection } from './backend.js';
import { QueueSender } from './sender.js';

describe.each(queueBackends())('QueueSender on $name', ({ url }) => {
  let database: TestDatabase;
  let opened: QueueConnection;

  beforeAll(async () => {
    database = await createTestDatabase();
    const queueUrl = url(database);
    await migrateQueues(queueUrl);
    opened = openQueueConnection(queueUrl);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  it('refuses at once what comes while the service ends', async () => {
    const sender = new QueueSender(opened.connection);
    await sender.ping();
    await sender.onApplicationShutdown();
    const begun = Date.now();
    await expect(sender.ping()).rejects.toThrow('the service ends');
    await expect(sender.reach('mfa', (queue) => queue.getJobCounts())).rejects.toThrow('the service ends');
    expect(Date.now() - begun).toBeLessThan(500);
  });
});
