import type { MessageNameOf, QueueName } from '@postern/contracts';
import { Queue, type BulkJobOptions, type ConnectionOptions } from 'bullmq';

/** Payloads of finished jobs are not kept (S9); failed ones are the dead letters that an operator looks at. */
const deadLetters = { age: 30 * 24 * 3600, count: 100_000 };

/** How often a message is tried, by queue. Delays are milliseconds and spread by half, so that retries do not march in step. */
const jobOptions: Record<QueueName, BulkJobOptions> = {
  identity: { attempts: 20, backoff: { type: 'exponential', delay: 500, jitter: 0.5 } },
  mfa: { attempts: 20, backoff: { type: 'exponential', delay: 500, jitter: 0.5 } },
  notifications: { attempts: 12, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } },
};

/** Work for many people at a time. */
const bulkMessages: { [Queue in QueueName]: readonly MessageNameOf<Queue>[] } = {
  identity: ['list-members', 'import-members'],
  mfa: ['members.changed', 'members.listed', 'messages.sent', 'send-reminders'],
  notifications: ['send-messages'],
};

/** What somebody waits for has no priority, which BullMQ takes first; the greater the number, the later. */
const priorityOf = (queue: QueueName, name: string): { priority?: number } =>
  (bulkMessages[queue] as readonly string[]).includes(name) ? { priority: 10 } : {};

/** Puts messages into the queues, in bulk, one queue after the other. */
export class QueueSender {
  private readonly queues = new Map<QueueName, Queue>();
  private closed = false;

  constructor(private readonly connection: ConnectionOptions) {}

  /** @throws when the queue cannot be reached; what was added before may be added again under the same id. */
  async send(messages: readonly { id: string; queue: QueueName; name: string; body: unknown }[]): Promise<void> {
    const byQueue = Map.groupBy(messages, ({ queue }) => queue);
    for (const [name, batch] of byQueue) {
      await this.reach(name, (queue) =>
        queue.addBulk(
          batch.map(({ id, name: jobName, body }) => ({
            name: jobName,
            data: body,
            opts: {
              ...jobOptions[name],
              ...priorityOf(name, jobName),
              jobId: id,
              removeOnComplete: true,
              removeOnFail: deadLetters,
            },
          })),
        ),
      );
    }
  }

  /**
   * Whatever else is to be done with a queue: its schedules, its dead letters.
   *
   * @throws when the queue store does not answer within five seconds; at once while the service ends.
   */
  async reach<Result>(name: QueueName, work: (queue: Queue) => Promise<Result>): Promise<Result> {
    // A closed queue would not answer: the end of a service would wait for whatever the last job wrote.
    if (this.closed) throw new Error('the service ends');
    return withTimeout(work(this.queue(name)));
  }

  /** @throws when the queue store does not answer. */
  async ping(): Promise<void> {
    await this.reach('notifications', (queue) => queue.getJobCounts('waiting'));
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.close().catch(() => undefined)));
  }

  private queue(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue(name, { connection: this.producerConnection() });
      // The relay reports failures by itself; without a listener an 'error' event would end the process.
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    return queue;
  }

  /** A producer must hear at once that Redis is away, instead of waiting with the message in memory. */
  private producerConnection(): ConnectionOptions {
    return 'host' in this.connection
      ? { ...this.connection, maxRetriesPerRequest: 1, enableOfflineQueue: false }
      : this.connection;
  }
}

async function withTimeout<Result>(work: Promise<Result>, milliseconds = 5_000): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('the queue does not answer')), milliseconds);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
