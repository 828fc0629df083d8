import { WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { queues, type HandlerContext, type Handlers, type QueueName } from '@postern/contracts';
import { UnrecoverableError, type Job } from 'bullmq';
import type { z } from 'zod';

/**
 * Base of every queue consumer. `handlers` must have one function for each message of the queue, or it does not compile;
 * start-up checks the same, for those who reach it through a cast.
 */
export abstract class QueueConsumer<Name extends QueueName>
  extends WorkerHost
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  protected readonly logger = new Logger(this.constructor.name);

  protected constructor(private readonly queueName: Name) {
    super();
  }

  protected abstract readonly handlers: Handlers<Name>;

  onModuleInit(): void {
    const missing = Object.keys(queues[this.queueName]).filter((name) => !(name in this.handlers));
    if (missing.length > 0) throw new Error(`Queue ${this.queueName} has no handler for ${missing.join(', ')}`);
  }

  onApplicationBootstrap(): void {
    // Lost connections come back by themselves; without a listener the first one would end the process.
    this.worker.on('error', (error) => this.logger.warn(`The queue ${this.queueName} is away: ${error.message}`));
    this.worker.on('failed', (job, error) => {
      this.logger.warn({
        message: `${job?.name ?? 'A message'} failed`,
        messageId: job?.id,
        attempt: job?.attemptsMade ?? 1,
        reason: error.message,
      });
    });
  }

  /** Waits for the jobs under way, while the database is still there: no job is left behind as stalled. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job): Promise<void> {
    const schema = (queues[this.queueName] as Record<string, z.ZodType>)[job.name];
    if (!schema) throw new UnrecoverableError(`unknown message ${job.name}`);
    const parsed = schema.safeParse(job.data);
    if (!parsed.success) {
      // Paths, never values: they may be somebody's address.
      throw new UnrecoverableError(
        `malformed ${job.name}: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
      );
    }
    const handlers = this.handlers as Record<string, (body: unknown, context: HandlerContext) => Promise<void>>;
    const handler = handlers[job.name];
    if (!handler) throw new UnrecoverableError(`no handler for ${job.name}`);
    const lastAttempt = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    await handler(parsed.data, { messageId: String(job.id), lastAttempt });
  }
}

/**
 * Worker settings for `@Processor(queue, workerSettings)`: a killed worker's job is taken over within about ten seconds, and
 * however often workers die, the job is not given up for that.
 */
export const workerSettings = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 100,
} as const;
