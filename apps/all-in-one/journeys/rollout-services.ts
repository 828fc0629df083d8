import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contextHeaders, membersPerMessage, type MessageBody } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import { freePort } from '@postern/local-services/free-port';
import { spawnFromSources } from '@postern/local-services/from-sources';
import { SmtpSink, type SmtpSinkOptions } from '@postern/local-services/smtp-sink';
import {
  migrate,
  migrateQueues,
  openQueueConnection,
  QueueSender,
  ServiceTokens,
  TokenSigner,
} from '@postern/platform';
import { createTestDatabase, eventually, type TestDatabase } from '@postern/platform/testing';
import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import pg from 'pg';
import { mfaSchema } from '@postern/mfa';
import { notificationsSchema } from '@postern/notifications';
import { embeddedEnvironments, type Environments, type InstallationKeys } from '../src/environments.js';
import { installationKeys } from './installation-keys.js';

type Listing = MessageBody<'identity', 'list-members'>;
type Page = MessageBody<'mfa', 'members.listed'>;
export interface Rollout {
  id: string;
  state: string;
  members: number;
  succeeded: number;
  failed: number;
  skipped: number;
  finishedAt: string | null;
}

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * mfa and notifications as processes that can be killed, an SMTP sink, and an identity of the test's own, which lists the members
 * in `public.listed` and can be made to answer twice and out of order.
 */
export class RolloutServices {
  readonly organization = { id: randomUUID() as string, name: 'Acme Logistics' };
  readonly processes = new Map<string, ChildProcess>();
  readonly pool: pg.Pool;
  /** Answers twice, and holds some back. */
  unruly = false;
  private readonly ends: (() => unknown)[] = [];
  private identity!: Worker;
  private sender!: QueueSender;
  queues!: Queue[];

  private constructor(
    readonly database: TestDatabase,
    private readonly queueUrl: Redacted,
    private readonly keys: InstallationKeys,
    private readonly environments: Environments,
    private readonly mfaPort: number,
    readonly sink: SmtpSink,
  ) {
    this.pool = new pg.Pool({ connectionString: database.url.reveal(), max: 2 });
    this.pool.on('error', () => undefined);
  }

  static async start(options: SmtpSinkOptions & { queueUrl?: (database: TestDatabase) => Redacted } = {}) {
    const database = await createTestDatabase();
    const queueUrl = options.queueUrl?.(database) ?? database.url;
    const sink = await SmtpSink.start({ keep: false, ...options });
    const keys = await installationKeys();
    const [port, mfaPort] = [await freePort(), await freePort()];
    const databaseUrl = database.url.reveal();
    const addresses = { databaseUrl, queueUrl: queueUrl.reveal(), publicUrl: `http://localhost:${port}`, port };
    for (const schema of [mfaSchema, notificationsSchema]) await migrate(database.url, schema);
    await migrateQueues(queueUrl);
    const given = { LOG_LEVEL: 'fatal', SMTP_URL: sink.url };
    const environments = embeddedEnvironments(keys, addresses, given);
    const services = new RolloutServices(database, queueUrl, keys, environments, mfaPort, sink);
    await services.pool.query(
      `create table public.listed (account_id uuid primary key, username text, email text, state text default 'active')`,
    );
    await services.listen();
    return services;
  }

  /** @param email as SQL, of the number `n` */
  async populate(count: number, email = `'member-' || n || '@example.org'`): Promise<void> {
    await this.pool.query(
      `insert into public.listed (account_id, username, email)
       select gen_random_uuid(), 'member-' || n, ${email} from generate_series(1, $1) n`,
      [count],
    );
  }

  /** Ready when it resolves. */
  async run(service: 'mfa' | 'notifications', name: string = service): Promise<void> {
    const port = service === 'mfa' ? this.mfaPort : await freePort();
    const main = source(`../../${service}/src/main.ts`);
    const child = spawnFromSources(main, { ...this.environments[service], PORT: String(port) });
    child.stdout.resume();
    this.processes.set(name, child);
    await eventually(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok, 100_000);
  }

  async kill(name: string): Promise<void> {
    const child = this.processes.get(name);
    this.processes.delete(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Largest resident set so far of a process, in MiB (proc_pid_status(5)). */
  peakMemory(name: string): number {
    const status = readFileSync(`/proc/${this.processes.get(name)?.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  async call<Reply = Rollout>(method: 'GET' | 'POST', path = ''): Promise<Reply> {
    const identity = new TokenSigner('identity', new Redacted(this.keys.signing.identity as never));
    const gateway = new TokenSigner('gateway', new Redacted(this.keys.signing.gateway as never));
    const token = identity.sign(
      'administration',
      'mfa',
      {
        sub: randomUUID(),
        jti: randomUUID(),
        username: 'ada',
        locale: 'en',
        organization: this.organization,
        role: 'administrator',
        permission: method === 'GET' ? 'read' : 'change',
        application: null,
      },
      60,
    );
    const url = `http://127.0.0.1:${this.mfaPort}/internal/organizations/current/mfa-rollouts${path}`;
    const authorization = `Bearer ${new ServiceTokens('gateway', gateway).for('mfa')}`;
    const reply = await fetch(url, { method, headers: { authorization, [contextHeaders.administrationToken]: token } });
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as Reply;
  }

  /** Its last state. mfa may be away in between. */
  async over(id: string, timeoutMilliseconds: number): Promise<Rollout> {
    return eventually(async () => {
      const rollout = await this.call('GET', `/${id}`);
      return rollout.finishedAt ? rollout : undefined;
    }, timeoutMilliseconds);
  }

  /** Jobs in all queues, save for what comes by the clock. */
  async jobs(): Promise<number> {
    const states = ['waiting', 'active', 'delayed', 'prioritized'] as const;
    const counts = await Promise.all(this.queues.map((queue) => queue.getJobCounts(...states)));
    const schedules = await Promise.all(this.queues.map((queue) => queue.getJobSchedulersCount()));
    const all = counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
    return all - schedules.reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.processes.keys()].map((name) => this.kill(name)));
    for (const end of this.ends.splice(0).reverse()) await end();
    await this.pool.end();
    await this.sink.stop();
    await this.database.drop();
  }

  private async listen(): Promise<void> {
    const { connection, close } = openQueueConnection(this.queueUrl);
    this.sender = new QueueSender(connection);
    const options = { connection: connection as ConnectionOptions };
    this.queues = ['identity', 'mfa', 'notifications'].map((name) => new Queue(name, options));
    for (const queue of this.queues) queue.on('error', () => undefined);
    this.identity = new Worker(
      'identity',
      async (job) => {
        if (job.name === 'list-members') await this.answer(job.data as Listing);
      },
      { ...options, lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 100 },
    );
    this.identity.on('error', () => undefined);
    this.ends.push(
      () => close(),
      () => this.sender.onApplicationShutdown(),
      () => Promise.all(this.queues.map((queue) => queue.close())),
      () => this.identity.close(true),
    );
  }

  private async answer({ requestId, rolloutId, organizationId, after, only }: Listing): Promise<void> {
    const { rows } = await this.pool.query<{ account_id: string; username: string; email: string; state: 'active' }>(
      only
        ? 'select * from public.listed where account_id = any($1) order by account_id'
        : `select * from public.listed where ($1::uuid is null or account_id > $1) order by account_id limit ${membersPerMessage}`,
      [only ?? after],
    );
    const last = rows.at(-1)?.account_id ?? null;
    const members = rows.map(({ account_id: accountId, username, email, state }) => ({
      ...{ accountId, username, email, state, emailVerified: true, locale: 'en' as const },
      accountCreatedAt: '2024-06-03T15:20:00.000Z',
    }));
    const listed = new Set(rows.map(({ account_id: accountId }) => accountId));
    const page: Page = {
      ...{ requestId, rolloutId, organizationId, after, members, revision: 1, at: new Date().toISOString() },
      next: only || rows.length < membersPerMessage ? null : last,
      left: (only ?? []).filter((account) => !listed.has(account)),
    };
    await this.tell(page);
    if (!this.unruly) return;
    await this.tell(page);
    setTimeout(() => void this.tell(page).catch(() => undefined), 700).unref();
  }

  private async tell(body: Page): Promise<void> {
    await this.sender.send([{ id: randomUUID(), queue: 'mfa', name: 'members.listed', body }]);
  }
}
