import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { QueueName } from '@postern/contracts';
import { openQueueConnection, QueueSender, readConfig, type QueueConnection } from '@postern/platform';
import type { Queue } from 'bullmq';
import { cliConfig } from '../config.js';
import { Refusal } from './failure.js';

/** The queues, connected when a command first asks for one. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private opened: { connection: QueueConnection; sender: QueueSender } | undefined;

  /** @throws Refusal when the queue store does not answer. */
  async reach<Result>(name: QueueName, work: (queue: Queue) => Promise<Result>): Promise<Result> {
    const sender = this.open();
    try {
      return await sender.reach(name, work);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(`The queues cannot be reached: ${(error as Error).message}. Check QUEUE_URL.`);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened?.sender.onApplicationShutdown();
    await this.opened?.connection.close();
  }

  private open(): QueueSender {
    if (!this.opened) {
      const { QUEUE_URL } = readConfig(cliConfig.pick({ QUEUE_URL: true }), process.env);
      const connection = openQueueConnection(QUEUE_URL);
      this.opened = { connection, sender: new QueueSender(connection.connection) };
    }
    return this.opened.sender;
  }
}
