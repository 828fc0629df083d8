import { Processor } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { queues, type Handlers, type OutgoingMessage } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { Migration } from '@mikro-orm/migrations';
import { Database } from '../postgres/database.js';
import { migrate } from '../postgres/migrate.js';
import { migrateQueues } from '../queue/backend.js';
import { QueueConsumer, workerSettings } from '../queue/consumer.js';
import { OpenConnection } from '../queue/queue.module.js';
import { ServiceModule } from '../service/service.module.js';
import { createTestDatabase, eventually, queueBackends, type TestDatabase } from '../testing/index.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { outboxTablesV1 } from './tables.js';

class CreateTables extends Migration {
  override name = 'CreateTables';

  up(): void {
    this.addSql(outboxTablesV1('sample'));
    this.addSql('create table sample.acted (message_id text not null)');
  }
}

const schema = { schema: 'sample', entities: [], migrations: [CreateTables] };

const postponed = (): OutgoingMessage => ({
  queue: 'identity',
  name: 'enrollment.postponed',
  body: {
    accountId: newId(),
    flowId: newId(),
    source: null,
    actor: null,
    application: null,
    at: new Date().toISOString(),
  },
});

@Processor('identity', workerSettings)
class SampleConsumer extends QueueConsumer<'identity'> {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
  ) {
    super('identity');
  }

  private readonly act = (_: unknown, { messageId }: { messageId: string }) =>
    this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, messageId))) return;
      await transaction.query('act', 'insert into sample.acted values ($1)', [messageId]);
    });

  protected readonly handlers = Object.fromEntries(
    Object.keys(queues.identity).map((name) => [name, this.act]),
  ) as unknown as Handlers<'identity'>;
}

describe.each(queueBackends())('Outbox on $name', ({ url }) => {
  let database: TestDatabase;
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const queueUrl = url(database);
    await migrate(database.url, schema);
    await migrateQueues(queueUrl);

    @Module({
      imports: [ServiceModule.forRoot({ databaseUrl: database.url, queueUrl, schema })],
      providers: [
        {
          provide: SampleConsumer,
          inject: [Database, Inbox],
          useFactory: (db: Database, inbox: Inbox) => new SampleConsumer(db, inbox),
        },
      ],
    })
    class SampleModule {}

    app = await NestFactory.createApplicationContext(SampleModule, { logger: ['error'], abortOnError: false });
  });

  afterAll(async () => {
    await app.close();
    await app.get(OpenConnection).afterShutdown();
    await database.drop();
  });

  const acted = async () =>
    (await app.get(Database).query<{ message_id: string }>('acted', 'select message_id from sample.acted')).map(
      (row) => row.message_id,
    );

  it('brings every committed message to its consumer once', async () => {
    const outbox = app.get(Outbox);
    const messages = Array.from({ length: 250 }, postponed);
    await outbox.addIn(app.get(Database), messages);
    outbox.wake();
    await eventually(async () => (await acted()).length === 250);
    expect(new Set(await acted()).size).toBe(250);
    expect(await app.get(Database).query('left', 'select 1 from sample.outbox')).toEqual([]);
  });

  it('sends nothing from a transaction that rolled back', async () => {
    const before = (await acted()).length;
    const outbox = app.get(Outbox);
    await expect(
      app.get(Database).transaction(async (transaction) => {
        await outbox.addIn(transaction, [postponed()]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await acted()).length).toBe(before);
  });

  it('finds by its poll what nobody woke it for', async () => {
    const before = (await acted()).length;
    await app.get(Outbox).addIn(app.get(Database), [postponed()]);
    await eventually(async () => (await acted()).length === before + 1);
  });

  it('acts once on a message that is delivered twice (redelivery)', async () => {
    const database = app.get(Database);
    const inbox = app.get(Inbox);
    const id = newId();
    const firsts = await Promise.all(
      Array.from({ length: 20 }, () => database.transaction((transaction) => inbox.isFirst(transaction, id))),
    );
    expect(firsts.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a malformed message before it is written', () => {
    expect(() =>
      app.get(Outbox).rows([{ queue: 'identity', name: 'enrollment.postponed', body: { accountId: 'x' } } as never]),
    ).toThrow();
  });
});
