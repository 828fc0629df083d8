import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { Redacted } from '@postern/kernel';
import { HealthModule } from '../health/health.module.js';
import { Inbox } from '../outbox/inbox.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import { createOrm, type ServiceSchema } from '../postgres/orm.js';
import { Database } from '../postgres/database.js';
import { QueueModule } from '../queue/queue.module.js';
import { QueueSender } from '../queue/sender.js';

class CloseOrm implements OnApplicationShutdown {
  constructor(private readonly orm: MikroORM) {}

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}

/**
 * What every service with a database and a queue has: `Database`, `MikroORM`, `Outbox`, `Inbox`, `QueueSender`, and the
 * health endpoints. Global, so that the service's own module is nothing but its own wiring.
 */
@Module({})
export class ServiceModule {
  static forRoot(options: {
    databaseUrl: Redacted;
    queueUrl: Redacted;
    schema: ServiceSchema;
    maxConnections?: number | undefined;
  }): DynamicModule {
    const { schema } = options.schema;
    return {
      module: ServiceModule,
      global: true,
      imports: [
        QueueModule.forRoot(options.queueUrl),
        HealthModule.forRoot({
          inject: [Database, QueueSender],
          useFactory: (database: Database, sender: QueueSender) => ({
            database: () => database.query('health', 'select 1'),
            queue: () => sender.ping(),
          }),
        }),
      ],
      providers: [
        {
          provide: Database,
          useFactory: () =>
            new Database(options.databaseUrl, {
              maxConnections: options.maxConnections ?? 10,
              name: `postern-${schema}`,
            }),
        },
        { provide: MikroORM, useFactory: () => createOrm(options.databaseUrl, options.schema) },
        { provide: CloseOrm, inject: [MikroORM], useFactory: (orm: MikroORM) => new CloseOrm(orm) },
        {
          provide: OutboxRelay,
          inject: [Database, QueueSender],
          useFactory: (database: Database, sender: QueueSender) => new OutboxRelay(schema, database, sender),
        },
        { provide: Outbox, inject: [OutboxRelay], useFactory: (relay: OutboxRelay) => new Outbox(schema, relay) },
        { provide: Inbox, useFactory: () => new Inbox(schema) },
      ],
      exports: [Database, MikroORM, Outbox, Inbox],
    };
  }
}
