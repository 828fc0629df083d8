import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { QueueName } from '@postern/contracts';
import type { Database } from '../postgres/database.js';
import type { QueueSender } from '../queue/sender.js';

interface OutboxRow {
  seq: string;
  id: string;
  queue: QueueName;
  name: string;
  body: unknown;
}

const batchSize = 200;
const pollMilliseconds = 1_000;

/**
 * Moves messages from the outbox to the queue: straight after a commit, and by a poll for what was missed. Rows are taken
 * with SKIP LOCKED, so N replicas relay side by side. The job's id is the row's id: relayed twice, it is added once, and
 * the consumer's inbox is the guard when the first job is already gone.
 */
export class OutboxRelay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('OutboxRelay');
  private poll: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private failing = false;

  constructor(
    private readonly schema: string,
    private readonly database: Database,
    private readonly sender: QueueSender,
  ) {}

  onApplicationBootstrap(): void {
    this.poll = setInterval(() => this.wake(), pollMilliseconds);
    this.poll.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.poll);
    this.poll = undefined;
    this.again = false;
    await this.running;
  }

  wake(): void {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.drain().finally(() => (this.running = undefined));
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        while ((await this.relayBatch()) === batchSize);
      } while (this.again);
      if (this.failing) this.logger.log('The queue takes messages again');
      this.failing = false;
    } catch (error) {
      // The rows stay where they are and the poll comes back to them; one line, not one a second, says so.
      if (!this.failing) this.logger.warn(`Messages wait in the outbox: ${(error as Error).message}`);
      this.failing = true;
    }
  }

  private async relayBatch(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<OutboxRow>(
        `${this.schema}.outbox.take`,
        `delete from "${this.schema}".outbox where seq in (
           select seq from "${this.schema}".outbox order by seq limit ${batchSize} for update skip locked
         ) returning seq, id, queue, name, body`,
      );
      if (rows.length > 0) {
        rows.sort((a, b) => Number(a.seq) - Number(b.seq));
        await this.sender.send(rows);
      }
      return rows.length;
    });
  }
}
