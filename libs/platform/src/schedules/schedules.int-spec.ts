import { Processor } from '@nestjs/bullmq';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { queues, type HandlerContext, type Handlers } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import { migrateQueues } from '../queue/backend.js';
import { QueueConsumer, workerSettings } from '../queue/consumer.js';
import { OpenConnection, QueueModule } from '../queue/queue.module.js';
import { QueueSender } from '../queue/sender.js';
import { createTestDatabase, eventually, queueBackends, type TestDatabase } from '../testing/index.js';
import { Schedules, type Timetable } from './schedules.js';

interface Run {
  name: string;
  messageId: string;
  replica: number;
}

describe.each(queueBackends())('Schedules on $name', ({ url }) => {
  let database: TestDatabase;
  let queueUrl: Redacted;
  const running = new Map<INestApplicationContext, number>();
  let runs: Run[] = [];

  const start = async (timetable: Timetable<'identity'>, fails = false) => {
    const replica = running.size + 1;

    @Processor('identity', workerSettings)
    class SampleConsumer extends QueueConsumer<'identity'> {
      constructor() {
        super('identity');
      }

      private readonly act =
        (name: string) =>
        async (_: unknown, { messageId }: HandlerContext) => {
          runs.push({ name, messageId, replica });
          if (fails) throw new Error('not today');
        };

      protected readonly handlers = Object.fromEntries(
        Object.keys(queues.identity).map((name) => [name, this.act(name)]),
      ) as unknown as Handlers<'identity'>;
    }

    @Module({
      imports: [QueueModule.forRoot(queueUrl)],
      providers: [SampleConsumer, Schedules.forQueue('identity', timetable)],
    })
    class SampleModule {}

    const app = await NestFactory.createApplicationContext(SampleModule, { logger: false, abortOnError: false });
    running.set(app, replica);
    return app;
  };

  const stop = async (app: INestApplicationContext) => {
    running.delete(app);
    await app.close();
    await app.get(OpenConnection).afterShutdown();
  };

  const known = (app: INestApplicationContext) =>
    app
      .get(QueueSender)
      .reach('identity', async (queue) => (await queue.getJobSchedulers()).map(({ name, every }) => ({ name, every })));

  beforeEach(async () => {
    database = await createTestDatabase();
    queueUrl = url(database);
    await migrateQueues(queueUrl);
    runs = [];
  });

  afterEach(async () => {
    for (const app of [...running.keys()]) {
      await app.get(QueueSender).reach('identity', (queue) => queue.obliterate({ force: true }));
      await stop(app);
    }
    await database.drop();
  });

  const times = () => runs.map(({ messageId }) => Number(messageId.split(':').at(-1)));

  it('of two replicas, exactly one does each run', async () => {
    await Promise.all([start({ 'seal-audit': 1 }), start({ 'seal-audit': 1 })]);
    await eventually(() => runs.length >= 4);
    expect(new Set(times()).size).toBe(runs.length);
    // One a second, no more: the replicas agree on the moments.
    const sorted = times().sort((a, b) => a - b);
    for (const [index, time] of sorted.entries()) {
      if (index > 0) expect(time - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
    expect(runs.every(({ name }) => name === 'seal-audit')).toBe(true);
  });

  it('goes on after a restart, and a run missed meanwhile happens once', async () => {
    const first = await start({ 'seal-audit': 1 });
    await eventually(() => runs.length >= 1);
    await stop(first);
    const before = runs.length;
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    const stopped = Date.now();
    await Promise.all([start({ 'seal-audit': 1 }), start({ 'seal-audit': 1 })]);
    await eventually(() => runs.length >= before + 3);
    const missed = times()
      .slice(before)
      .filter((time) => time < stopped - 1_000);
    expect(missed).toHaveLength(1);
    expect(new Set(times()).size).toBe(runs.length);
  });

  it('follows a changed interval', async () => {
    await stop(await start({ 'seal-audit': 3600 }));
    const app = await start({ 'seal-audit': 1 });
    await eventually(() => runs.length >= 2);
    expect(await known(app)).toEqual([{ name: 'seal-audit', every: 1_000 }]);
  });

  it('takes away what the service no longer knows', async () => {
    await stop(await start({ 'seal-audit': 1, 'clear-expired': 3600 }));
    const app = await start({ 'clear-expired': 3600 });
    await eventually(async () => (await known(app)).length === 1);
    expect(await known(app)).toEqual([{ name: 'clear-expired', every: 3_600_000 }]);
    runs = [];
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    // One that was due already may still come; none comes after it.
    expect(runs.length).toBeLessThanOrEqual(1);
  });

  it('goes on when a run fails, and leaves nothing behind', async () => {
    const app = await start({ 'seal-audit': 1 }, true);
    await eventually(() => new Set(times()).size >= 3);
    await app.get(Schedules).onModuleDestroy();
    const counts = await app.get(QueueSender).reach('identity', (queue) => queue.getJobCounts('completed', 'failed'));
    expect(counts['completed']).toBe(0);
    expect(counts['failed']).toBe(0);
  });
});

describe('Schedules while the queue is away', () => {
  it('does not keep the service from starting, and comes to it later', async () => {
    let reached = 0;
    const schedules = new Schedules('identity', { 'seal-audit': 1 }, {
      reach: async () => {
        reached++;
        throw new Error('the queue does not answer');
      },
    } as unknown as QueueSender);
    expect(() => schedules.onApplicationBootstrap()).not.toThrow();
    await eventually(() => reached >= 2, 8_000);
    await schedules.onModuleDestroy();
  });
});

describe('Timetable', () => {
  it('takes only messages that need no body', () => {
    const timetable: Timetable<'mfa'> = { 'clear-expired': 60 };
    // @ts-expect-error somebody has to say whose account it is
    const wrong: Timetable<'mfa'> = { 'account.closed': 60 };
    expect([timetable, wrong]).toHaveLength(2);
  });
});
