import { queues, type QueueName } from '@postern/contracts';
import type { Job } from 'bullmq';
import { Command, Option, SubCommand } from 'nest-commander';
import { BadInput, Refusal } from '../frame/failure.js';
import { oneOf } from '../frame/one-of.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';
import { Queues } from '../frame/queues.js';

const queueNames = Object.keys(queues) as QueueName[];

const lettersOf = (reach: Queues, name: QueueName, limit: number): Promise<Job[]> =>
  reach.reach(name, (queue) => queue.getFailed(0, limit - 1));

/** What is told of a letter: never its body, which holds addresses (S9). */
const view = (queue: QueueName, { id, name, failedReason, attemptsMade, finishedOn }: Job) => ({
  queue,
  id: String(id),
  message: name,
  failedAt: new Date(finishedOn ?? 0).toISOString(),
  attempts: attemptsMade,
  reason: failedReason.split('\n')[0] ?? '',
});

@SubCommand({ name: 'list', description: 'List the messages that were given up, newest first' })
export class ListDeadLetters extends PosternCommand {
  constructor(
    private readonly queues: Queues,
    private readonly output: Output,
  ) {
    super();
  }

  async run(_: string[], { queue, limit = 100, json }: { queue?: QueueName; limit?: number; json?: boolean } = {}) {
    const letters = [];
    for (const name of queue ? [queue] : queueNames) {
      letters.push(...(await lettersOf(this.queues, name, limit)).map((job) => view(name, job)));
    }
    if (json) return this.output.json(letters);
    if (letters.length === 0) return this.output.say('There are no dead letters.');
    this.output.table(
      ['Queue', 'Id', 'Message', 'Failed at', 'Attempts', 'Reason'],
      letters.map(({ attempts, ...letter }) => [
        letter.queue,
        letter.id,
        letter.message,
        letter.failedAt,
        String(attempts),
        letter.reason.slice(0, 80),
      ]),
    );
  }

  @Option({ flags: '--queue <name>', description: `only this one: ${queueNames.join(', ')}` })
  parseQueue(name: string): QueueName {
    return oneOf('--queue', queueNames, name);
  }

  @Option({ flags: '--limit <count>', description: 'at most so many of each queue (100)' })
  parseLimit(text: string): number {
    const limit = Number(text);
    if (!Number.isInteger(limit) || limit < 1) throw new BadInput(`--limit must be a whole number, 1 or more.`);
    return limit;
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@SubCommand({
  name: 'retry',
  description: 'Put messages that were given up back into their queue, with all their attempts',
  arguments: '<queue> [ids...]',
  argsDescription: { queue: queueNames.join(', '), ids: 'ids as `dead-letters list` shows them' },
})
export class RetryDeadLetters extends PosternCommand {
  constructor(
    private readonly queues: Queues,
    private readonly output: Output,
  ) {
    super();
  }

  async run([name, ...ids]: string[], { all = false }: { all?: boolean } = {}): Promise<void> {
    const queueName = oneOf('<queue>', queueNames, name ?? '');
    if (all === ids.length > 0) throw new BadInput('Say which messages by their ids, or all of them with --all.');
    const found = all ? await lettersOf(this.queues, queueName, 100_000) : await this.find(queueName, ids);
    for (const job of found) {
      await this.queues.reach(queueName, () => job.retry('failed', { resetAttemptsMade: true }));
    }
    this.output.say(`Back in the queue ${queueName}: ${found.length}.`);
  }

  @Option({ flags: '--all', description: 'all of the queue' })
  parseAll(): boolean {
    return true;
  }

  private async find(queueName: QueueName, ids: string[]): Promise<Job[]> {
    const found = await this.queues.reach(queueName, (queue) =>
      Promise.all(
        ids.map(async (id) => {
          const job = (await queue.getJob(id)) as Job | undefined;
          return job && (await job.isFailed()) ? job : id;
        }),
      ),
    );
    const missing = found.filter((job) => typeof job === 'string');
    if (missing.length > 0) throw new Refusal(`No dead letter of ${queueName} has the id ${missing.join(', ')}.`);
    return found.filter((job) => typeof job !== 'string');
  }
}

@Command({
  name: 'dead-letters',
  description: 'Messages that were given up after their last attempt',
  subCommands: [ListDeadLetters, RetryDeadLetters],
})
export class DeadLettersCommand extends CommandGroup {}
