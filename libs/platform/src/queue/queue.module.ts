import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { Redacted } from '@postern/kernel';
import { openQueueConnection, type QueueConnection } from './backend.js';
import { QueueSender } from './sender.js';

class OpenConnection {
  constructor(readonly opened: QueueConnection) {}

  /** Workers and queues close in their own shutdown hooks; the connection that they share goes last. */
  async afterShutdown(): Promise<void> {
    await this.opened.close();
  }
}

/** BullMQ on the backend that the URL names, the same code on both. */
@Module({})
export class QueueModule {
  static forRoot(url: Redacted): DynamicModule {
    const opened = openQueueConnection(url);
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: opened.connection }),
        // No queue by name: this is what makes BullModule look for the @Processor classes. Sending is QueueSender's.
        BullModule.registerQueue(),
      ],
      providers: [
        { provide: OpenConnection, useValue: new OpenConnection(opened) },
        { provide: QueueSender, useFactory: () => new QueueSender(opened.connection) },
      ],
      exports: [QueueSender, OpenConnection, BullModule],
    };
  }
}

export { OpenConnection };
