import { Database, Outbox } from '@postern/platform';
import { createMigratedDatabase, type TestDatabase } from '@postern/platform/testing';
import { batchDeliveriesContract } from '../testing/batch-deliveries.contract.js';
import { deliveriesContract } from '../testing/deliveries.contract.js';
import { PgBatchDeliveries } from './pg-batch-deliveries.js';
import { PgDeliveries } from './pg-deliveries.js';
import { notificationsSchema } from './schema.js';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createMigratedDatabase(notificationsSchema);
  database = new Database(test.url);
});
afterAll(async () => {
  await database.onApplicationShutdown();
  await test.drop();
});

const leaseMs = 400;

const stateOf = async (id: string): Promise<string | undefined> => {
  const [row] = await database.query<{ state: string }>(
    'state',
    'select state from notifications.deliveries where message_id = $1',
    [id],
  );
  return row?.state;
};
const leaseIsOver = () => new Promise<void>((resolve) => setTimeout(resolve, leaseMs + 50));

describe('PgBatchDeliveries', () => {
  batchDeliveriesContract(async () => {
    await database.query('empty', 'delete from notifications.outbox');
    const outbox = new Outbox('notifications', { wake: () => undefined } as never);
    return {
      deliveries: new PgBatchDeliveries(database, outbox, leaseMs),
      stateOf,
      leaseIsOver,
      told: async () => {
        const rows = await database.query<{ body: never }>(
          'told',
          'select body from notifications.outbox order by seq',
        );
        return rows.map(({ body }) => body);
      },
    };
  });
});

describe('PgDeliveries', () => {
  deliveriesContract(async () => ({
    deliveries: new PgDeliveries(database, leaseMs),
    stateOf,
    leaseIsOver,
    now: () => new Date(),
  }));

  it('records every attempt: when, by which worker, how it ended', async () => {
    const deliveries = new PgDeliveries(database, leaseMs);
    const id = crypto.randomUUID();
    const destination = '(***) ***-**31';
    const record = { id, template: 'temporary-passcode', channel: 'sms', destination, accountId: null } as const;
    await deliveries.begin(record);
    await deliveries.settle(id, 1, { state: 'queued', reason: 'twilio.20429' });
    await deliveries.begin(record);
    await deliveries.settle(id, 2, { state: 'sent', providerReference: 'SM1' });
    const attempts = await database.query(
      'attempts',
      `select attempt, worker, outcome, reason, finished_at >= started_at as "inOrder"
       from notifications.delivery_attempts where message_id = $1 order by attempt`,
      [id],
    );
    const worker = expect.stringMatching(new RegExp(`:${process.pid}$`, 'u'));
    expect(attempts).toEqual([
      { attempt: 1, worker, outcome: 'queued', reason: 'twilio.20429', inOrder: true },
      { attempt: 2, worker, outcome: 'sent', reason: null, inOrder: true },
    ]);
    const [delivery] = await database.query(
      'delivery',
      `select state, attempts, provider_reference as reference, sent_at is not null as "isSent"
       from notifications.deliveries where message_id = $1`,
      [id],
    );
    expect(delivery).toEqual({ state: 'sent', attempts: 2, reference: 'SM1', isSent: true });
  });

  it('forgets the attempts with their delivery', async () => {
    const deliveries = new PgDeliveries(database, leaseMs);
    const id = crypto.randomUUID();
    const destination = 'k*****m@example.org';
    await deliveries.begin({ id, template: 'verify-email', channel: 'email', destination, accountId: null });
    await deliveries.forgetBefore(new Date(Date.now() + 60_000));
    const left = await database.query('left', 'select 1 from notifications.delivery_attempts');
    expect(left).toEqual([]);
  });
});
