import { createHash } from 'node:crypto';
import { Logger, type FactoryProvider, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { MessageBody, MessageNameOf, QueueName } from '@postern/contracts';
import type { Queue as BullQueue } from 'bullmq';
import { QueueSender } from '../queue/sender.js';

/** Messages that can come by the clock alone: nobody is there to fill in a body. */
export type ScheduledName<Queue extends QueueName> = {
  [Name in MessageNameOf<Queue>]: MessageBody<Queue, Name> extends Record<string, never> ? Name : never;
}[MessageNameOf<Queue>];

/** Message → how many seconds lie between two runs. */
export type Timetable<Queue extends QueueName> = { readonly [Name in ScheduledName<Queue>]?: number };

const checkMilliseconds = 60_000;
const retryMilliseconds = 5_000;
const settlingMilliseconds = 5_000;

/**
 * Messages of a service's own queue that come back by the clock. Every replica says the same to the queue, which keeps one
 * timetable for all: a run happens once however many replicas there are, a run that was missed while nobody was there
 * happens once when somebody is back, and a run that fails three times waits for the next one.
 *
 * The queue is asked again each minute, so that a store that was away or came back empty has the timetable again.
 */
export class Schedules<Queue extends QueueName = QueueName> implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Schedules');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private failing = false;

  constructor(
    private readonly queue: Queue,
    private readonly timetable: Timetable<Queue>,
    private readonly sender: QueueSender,
  ) {}

  /** Provider for a service's module: `Schedules.forQueue('identity', { 'clear-expired': 3600 })`. */
  static forQueue<Queue extends QueueName>(queue: Queue, timetable: Timetable<Queue>): FactoryProvider {
    return {
      provide: Schedules,
      inject: [QueueSender],
      useFactory: (sender: QueueSender) => new Schedules(queue, timetable, sender),
    };
  }

  /** Starting does not wait for the queue: the service can do its other work without it. */
  onApplicationBootstrap(): void {
    this.check();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private check(): void {
    this.running = this.settle().then((settled) => {
      if (this.stopped) return;
      this.timer = setTimeout(() => this.check(), settled ? checkMilliseconds : retryMilliseconds);
      this.timer.unref();
    });
  }

  private async settle(): Promise<boolean> {
    try {
      await this.sender.reach(this.queue, (queue) => this.write(queue));
      if (this.failing) this.logger.log(`The schedules of ${this.queue} are in the queue`);
      this.failing = false;
      return true;
    } catch (error) {
      if (!this.failing) this.logger.warn(`The schedules of ${this.queue} wait: ${(error as Error).message}`);
      this.failing = true;
      return false;
    }
  }

  private async write(queue: BullQueue): Promise<void> {
    const known = new Map((await queue.getJobSchedulers()).map(({ key, next }) => [key, next ?? 0]));
    for (const [name, everySeconds] of Object.entries(this.timetable) as [string, number][]) {
      const every = everySeconds * 1000;
      // The interval is part of the id: a changed one is another schedule, and the old one is removed below.
      const id = `${name}-every-${everySeconds}s`;
      const next = known.get(id);
      known.delete(id);
      // Left alone while it works. One whose time is long over has lost its job, and is put up again.
      if (next !== undefined && next > Date.now() - Math.max(every, checkMilliseconds)) continue;
      await queue.upsertJobScheduler(
        id,
        { every, startDate: firstRun(`${this.queue} ${id}`, every) },
        {
          name,
          data: {},
          opts: {
            attempts: 3,
            backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
            removeOnComplete: true,
            // Not a dead letter: the next run does the same work, and the log has said what went wrong.
            removeOnFail: true,
          },
        },
      );
    }
    for (const id of known.keys()) await queue.removeJobScheduler(id);
  }
}

/**
 * When a schedule runs first, milliseconds since the epoch: the same for every replica, so that those that start together
 * agree on one job; different between schedules, so that they do not all run on the hour; and not before all of them had the
 * time to say so.
 */
function firstRun(id: string, every: number): number {
  const offset = createHash('sha256').update(id).digest().readUInt32BE(0) % every;
  const earliest = Date.now() + Math.min(every, settlingMilliseconds);
  return Math.ceil((earliest - offset) / every) * every + offset;
}
