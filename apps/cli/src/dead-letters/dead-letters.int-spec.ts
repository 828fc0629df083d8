import { migrateQueues, openQueueConnection, QueueSender, type QueueConnection } from '@postern/platform';
import { createTestDatabase, queueBackends, type TestDatabase } from '@postern/platform/testing';
import { UnrecoverableError, Worker } from 'bullmq';
import { postern } from '../testing/postern.js';

describe.each(queueBackends())('postern dead-letters on $name', ({ url }) => {
  let database: TestDatabase;
  let connection: QueueConnection;
  let sender: QueueSender;
  let env: { QUEUE_URL: string };

  beforeEach(async () => {
    database = await createTestDatabase();
    const queueUrl = url(database);
    env = { QUEUE_URL: queueUrl.reveal() };
    await migrateQueues(queueUrl);
    connection = openQueueConnection(queueUrl);
    sender = new QueueSender(connection.connection);
    const names = ['one', 'two', 'three'];
    await sender.send(
      names.map((id) => ({ id, queue: 'mfa', name: 'account.closed', body: { secretly: 'ann@example.org' } })),
    );
    const worker = new Worker('mfa', async () => Promise.reject(new UnrecoverableError('the reason')), connection);
    worker.on('error', () => undefined);
    while ((await counts()).failed < names.length) await new Promise((resolve) => setTimeout(resolve, 50));
    await worker.close();
  });

  afterEach(async () => {
    await sender.reach('mfa', (queue) => queue.obliterate({ force: true }));
    await sender.onApplicationShutdown();
    await connection.close();
    await database.drop();
  });

  const counts = () =>
    sender.reach('mfa', async (queue) => {
      const { failed = 0, waiting = 0 } = await queue.getJobCounts('failed', 'waiting');
      return { failed, waiting };
    });

  it('lists what was given up and why, never what it says (S9)', async () => {
    const { code, out, err } = await postern(['dead-letters', 'list', '--json'], { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const letters = JSON.parse(out) as { id: string }[];
    expect(letters.map(({ id }) => id).sort()).toEqual(['one', 'three', 'two']);
    expect(letters[0]).toMatchObject({ queue: 'mfa', message: 'account.closed', attempts: 1, reason: 'the reason' });
    const table = await postern(['dead-letters', 'list', '--queue', 'mfa', '--limit', '2'], { env });
    expect(table.out).toContain('the reason');
    expect(table.out.match(/account\.closed/g)).toHaveLength(2);
    expect(out + table.out).not.toContain('ann@example.org');
    expect((await postern(['dead-letters', 'list', '--queue', 'identity'], { env })).out).toBe(
      'There are no dead letters.\n',
    );
  });

  it('puts back the ones that are named, or all of them', async () => {
    const one = await postern(['dead-letters', 'retry', 'mfa', 'one'], { env });
    expect(one).toEqual({ code: 0, out: 'Back in the queue mfa: 1.\n', err: '' });
    expect(await counts()).toEqual({ failed: 2, waiting: 1 });
    const rest = await postern(['dead-letters', 'retry', 'mfa', '--all'], { env });
    expect(rest.out).toBe('Back in the queue mfa: 2.\n');
    expect(await counts()).toEqual({ failed: 0, waiting: 3 });
  });

  it('refuses what is not there, and then does nothing at all', async () => {
    const { code, err } = await postern(['dead-letters', 'retry', 'mfa', 'two', 'four'], { env });
    expect(code).toBe(1);
    expect(err).toBe('No dead letter of mfa has the id four.\n');
    expect(await counts()).toEqual({ failed: 3, waiting: 0 });
  });
});

describe('postern dead-letters while the queue is away', () => {
  it.each(['postgres://nobody:hunter2@127.0.0.1:1/none', 'redis://:hunter2@127.0.0.1:1'])(
    'says so: %s',
    async (url) => {
      const { code, err } = await postern(['dead-letters', 'list'], { env: { QUEUE_URL: url } });
      expect(code).toBe(1);
      expect(err).toContain('The queues cannot be reached');
      expect(err).not.toContain('hunter2');
    },
  );
});

describe('postern dead-letters', () => {
  it.each([
    [['retry', 'mfa'], 'Say which messages by their ids'],
    [['retry', 'post'], "<queue> does not take 'post'"],
    [['retry'], "missing required argument 'queue'"],
    [['list', '--limit', 'many'], '--limit must be a whole number'],
  ])('does not understand %j', async (args, words) => {
    const { code, out, err } = await postern(['dead-letters', ...args], { env: { QUEUE_URL: 'redis://127.0.0.1:1' } });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });
});
