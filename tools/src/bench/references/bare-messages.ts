import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type ConnectionOptions } from 'bullmq';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { median, run } from '../load.ts';
import type { Statement } from '../statement-recorder.ts';
import type { Mail } from '../sink.ts';
import { replayInTransaction } from './replay.ts';

export interface BareMessageOptions {
  queueUrl: string;
  smtpUrl: string;
  /** What the product writes for each code that it issues. */
  rows: Statement[][];
  /** What the product's job carries. */
  job: object;
  mail: Mail;
}

export interface StageMedians {
  transaction: number;
  hop: number;
  send: number;
}

interface Done {
  hoppedAt: number;
  sentAt: number;
}

/** One transaction, one hop over a BullMQ queue, one e-mail through pooled connections. */
export class BareMessages {
  private readonly pool: pg.Pool;
  private readonly options: BareMessageOptions;
  private readonly queuePool: pg.Pool | undefined;
  private readonly queue: Queue;
  private readonly worker: Worker;
  private readonly transport: ReturnType<typeof pooled>;
  private readonly waiting = new Map<string, (done: Done) => void>();

  constructor(pool: pg.Pool, options: BareMessageOptions) {
    this.pool = pool;
    this.options = options;
    const redis = /^redis/.test(options.queueUrl);
    this.queuePool = redis
      ? undefined
      : new pg.Pool({ connectionString: options.queueUrl, options: '-c search_path=bullmq', max: 8, keepAlive: true });
    setDefaultBackendFactory(redis ? undefined : createPostgresBackend);
    const { hostname: host, port } = new URL(options.queueUrl);
    const connection = (this.queuePool ?? {
      host,
      port: Number(port),
      maxRetriesPerRequest: null,
    }) as ConnectionOptions;
    this.transport = pooled(options.smtpUrl);
    this.queue = new Queue('bench', { connection });
    this.worker = new Worker('bench', async (job) => this.deliver(job.id as string), { connection, concurrency: 20 });
    this.worker.on('error', (error) => console.error(error.message));
  }

  async ready(): Promise<void> {
    await Promise.all([this.queue.waitUntilReady(), this.worker.waitUntilReady()]);
  }

  async send({ inFlight, times, from }: { inFlight: number; times: number; from: number }): Promise<StageMedians> {
    const stages = { transaction: [] as number[], hop: [] as number[], send: [] as number[] };
    await run({ inFlight, times }, async (number) => {
      const id = crypto.randomUUID();
      const done = new Promise<Done>((resolve) => this.waiting.set(id, resolve));
      const begun = performance.now();
      await replayInTransaction(this.pool, this.options.rows[from + number] ?? []);
      const written = performance.now();
      await this.queue.add('bench', this.options.job, { jobId: id, removeOnComplete: true });
      const { hoppedAt, sentAt } = await done;
      stages.transaction.push(written - begun);
      stages.hop.push(hoppedAt - written);
      stages.send.push(sentAt - hoppedAt);
    });
    return { transaction: median(stages.transaction), hop: median(stages.hop), send: median(stages.send) };
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.queue.close();
    await this.queuePool?.end();
    this.transport.close();
  }

  private async deliver(id: string): Promise<void> {
    const hoppedAt = performance.now();
    const { to, subject, text, html } = this.options.mail;
    await this.transport.sendMail({ from: 'Postern <postern@localhost>', to, subject, text, html });
    this.waiting.get(id)?.({ hoppedAt, sentAt: performance.now() });
    this.waiting.delete(id);
  }
}

const pooled = (url: string) => nodemailer.createTransport({ url, pool: true, maxConnections: 5, maxMessages: 1_000 });

/** A text and a page of the size of a notice's. */
const notice = {
  subject: 'A notice',
  text: 'A line of the text.\n'.repeat(45),
  html: `<p>${'A line of the page. '.repeat(350)}</p>`,
};

/** @returns microseconds for each, with some tens of them under way at a time. */
export async function sendPlain(smtpUrl: string, count: number): Promise<number> {
  const transport = pooled(smtpUrl);
  const begun = performance.now();
  await run({ inFlight: 20, times: count }, (number) =>
    transport.sendMail({ from: 'Postern <postern@localhost>', to: `plain-${number}@example.org`, ...notice }),
  );
  const microseconds = ((performance.now() - begun) * 1_000) / count;
  transport.close();
  return microseconds;
}
