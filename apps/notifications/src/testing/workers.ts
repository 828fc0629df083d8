import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SendMessage, SendMessages } from '@postern/contracts';
import type { Redacted } from '@postern/kernel';
import { spawnFromSources } from '@postern/local-services/from-sources';
import { Database, openQueueConnection, QueueSender, readConfig } from '@postern/platform';
import { createMigratedDatabase, randomKeyringText, type TestDatabase } from '@postern/platform/testing';
import { Queue, type ConnectionOptions, type Job, type JobType } from 'bullmq';
import { notificationsConfig } from '../config.js';
import { notificationsSchema } from '../postgres/schema.js';
import { startNotifications } from '../start.js';

/** A database, a queue, and workers on them: in this process, or in ones that can be killed. */
export class Installation {
  readonly logs: string[] = [];
  private readonly cleanUps: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: Database,
    readonly queue: Queue,
    private readonly mfaQueue: Queue,
    private readonly sender: QueueSender,
    private readonly environment: Record<string, string>,
  ) {}

  static async make(queueUrlOf: (database: TestDatabase) => Redacted): Promise<Installation> {
    const test = await createMigratedDatabase(notificationsSchema);
    const queueUrl = queueUrlOf(test);
    const { connection, close } = openQueueConnection(queueUrl);
    const queue = new Queue('notifications', { connection: connection as ConnectionOptions });
    const mfaQueue = new Queue('mfa', { connection: connection as ConnectionOptions });
    const sender = new QueueSender(connection);
    const database = new Database(test.url);
    const installation = new Installation(database, queue, mfaQueue, sender, {
      PORT: '0',
      DATABASE_URL: test.url.reveal(),
      QUEUE_URL: queueUrl.reveal(),
      TRUSTED_KEYS: '{}',
      SEALING_KEYS: randomKeyringText(),
      PUBLIC_URL: 'https://signin.example.org',
      SMTP_FROM: 'Postern <no-reply@postern.example>',
    });
    installation.cleanUps.push(
      () => test.drop(),
      close,
      () => database.onApplicationShutdown(),
      () => sender.onApplicationShutdown(),
      () => Promise.all([queue.close(), mfaQueue.close()]),
    );
    return installation;
  }

  get sealingKeys(): string {
    return this.environment['SEALING_KEYS'] as string;
  }

  async send(...messages: SendMessage[]): Promise<void> {
    await this.sender.send(
      messages.map((body) => ({ id: body.id, queue: 'notifications', name: 'send-message', body })),
    );
  }

  async sendBatches(...batches: SendMessages[]): Promise<void> {
    await this.sender.send(
      batches.map((body) => ({ id: body.id, queue: 'notifications', name: 'send-messages', body })),
    );
  }

  /** What mfa has been told and has not taken. */
  async answers(): Promise<unknown[]> {
    const jobs = await this.mfaQueue.getJobs(['waiting', 'prioritized']);
    return jobs.map((job) => job.data as unknown);
  }

  async startWorker(change: Record<string, string>): Promise<{ url: string; close(): Promise<void> }> {
    const config = readConfig(notificationsConfig, { ...this.environment, ...change });
    const worker = await startNotifications(config, { logDestination: { write: (line) => void this.logs.push(line) } });
    this.cleanUps.push(() => worker.close());
    return worker;
  }

  /** A worker of its own process, ready when it resolves. It is killed at the end, if it still lives. */
  async spawnWorker(change: Record<string, string>): Promise<ChildProcess & { pid: number }> {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const child = spawnFromSources(main, { ...this.environment, ...change });
    this.cleanUps.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.logs.push(line);
        if (line.includes('successfully started')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
    });
    return child as ChildProcess & { pid: number };
  }

  async delivery(id: string): Promise<{ state: string; attempts: number; reason: string | null } | undefined> {
    const [row] = await this.database.query<{ state: string; attempts: number; reason: string | null }>(
      'test.delivery',
      'select state, attempts, last_reason as reason from notifications.deliveries where message_id = $1',
      [id],
    );
    return row;
  }

  failedJobs(): Promise<Job[]> {
    return this.queue.getFailed();
  }

  /** How many messages are in these states; what comes by the clock is not counted. */
  async messages(...states: JobType[]): Promise<number> {
    return (await this.queue.getJobs(states)).filter((job) => job.name === 'send-message').length;
  }

  /** Everything that a thief of the stores or a reader of the logs would see. */
  async everythingKept(): Promise<string> {
    const tables = await this.database.query<{ name: string }>(
      'test.tables',
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('notifications', 'bullmq')`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => this.database.query(`test.dump.${name}`, `select t::text from ${name} t`)),
    );
    const jobs = await this.queue.getJobs();
    return JSON.stringify([rows, jobs.map((job) => job.toJSON()), this.logs]);
  }

  async end(): Promise<void> {
    for (const cleanUp of this.cleanUps.reverse()) await cleanUp();
  }
}
