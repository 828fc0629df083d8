import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster, type Cluster } from '@postern/local-services/postgres';
import pg from 'pg';
import { Pool } from 'undici';
import { generateKeys } from '@postern/cli/keys';
import { Child } from '@postern/local-services/child';
import type { Sample } from './comparison.ts';
import type { InstallationCalls } from './installation.ts';
import { CpuMeter } from './meter.ts';
import { freePort } from '@postern/local-services/free-port';
import type { RedisCalls } from './redis.ts';
import type { ReferenceCalls } from './references/main.ts';
import type { SinkCalls } from './sink.ts';

export type Backend = 'PostgreSQL' | 'Redis';

type Frozen = Pick<Child<never>, 'pid' | 'freeze' | 'thaw'>;

/** A stretch of work of one side, while the other one stands still. */
export interface Stretch {
  /** Not measured. */
  warmUp?: () => Promise<unknown>;
  /** @returns how many operations it did. */
  work: () => Promise<number>;
  afterwards?: () => Promise<unknown>;
}

const script = (path: string) => new URL(path, import.meta.url);

/** Limits are not what is measured: everybody comes from this one machine. */
const unlimited = Object.fromEntries(
  [
    ...['LIMIT_SIGN_INS_PER_MINUTE', 'LIMIT_FLOW_CALLS_PER_MINUTE', 'LIMIT_EMAIL_VERIFICATIONS_PER_MINUTE'],
    ...['DESTINATION', 'ACCOUNT'].flatMap((of) => [`SENDING_PER_${of}_HOUR`, `SENDING_PER_${of}_DAY`]),
  ].map((name) => [name, '1000000']),
);

/**
 * Everything that is measured and what it is measured with: PostgreSQL, perhaps Redis, the installation, the references and
 * an SMTP sink, each a process of its own on loopback.
 */
export class Laboratory {
  readonly keys = generateKeys();
  readonly backend: Backend;
  private readonly ends: (() => unknown)[] = [];
  private folder = '';
  private stores: number[] = [];

  database!: pg.Pool;
  databaseUrl!: string;
  queueUrl!: string;
  smtpUrl!: string;
  gatewayUrl!: string;
  gateway!: Pool;
  mfa!: Pool;
  bareServer!: Pool;
  installation!: Child<InstallationCalls>;
  references!: Child<ReferenceCalls>;
  sink!: Child<SinkCalls>;

  constructor(backend: Backend) {
    this.backend = backend;
  }

  async start(nodeOptions: string[] = []): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
    this.ends.push(() => rmSync(this.folder, { recursive: true, force: true }));
    // PostgreSQL may have to run as another user.
    chmodSync(this.folder, 0o755);
    await this.startStores();
    this.sink = this.keep(new Child<SinkCalls>(script('./sink.ts')));
    this.references = this.keep(new Child<ReferenceCalls>(script('./references/main.ts')));
    this.installation = this.keep(new Child<InstallationCalls>(script('./installation.ts'), {}, nodeOptions));
    this.smtpUrl = await this.sink.call('url');
    const mfaPort = await freePort();
    this.gatewayUrl = await this.installation.call('start', {
      keys: this.keys,
      addresses: {
        databaseUrl: this.databaseUrl,
        queueUrl: this.queueUrl,
        publicUrl: 'http://localhost:3000',
        port: await freePort(),
      },
      mfaPort,
      // The load says which client it stands for, so that they do not all share one count.
      given: { ...unlimited, SMTP_URL: this.smtpUrl, TRUSTED_PROXIES: '127.0.0.1' },
      logFile: join(this.folder, 'postern.log'),
    });
    this.gateway = this.client(this.gatewayUrl);
    this.mfa = this.client(`http://127.0.0.1:${mfaPort}`);
    this.bareServer = this.client(await this.references.call('start', this.databaseUrl));
  }

  /** What the product's work costs; the references stand still meanwhile. */
  product(stretch: Stretch): Promise<Sample> {
    return this.measure(this.installation, this.references, stretch);
  }

  /** What the references' work costs; the product stands still meanwhile. */
  reference(stretch: Stretch): Promise<Sample> {
    return this.measure(this.references, this.installation, stretch);
  }

  /** Waits until no message has gone anywhere for half a second. */
  async quiet(): Promise<void> {
    const seen = async () => {
      const { rows } = await this.database.query(
        `select (select count(*) from mfa.outbox) as mfa, (select count(*) from identity.outbox) as identity,
           (select count(*) from identity.inbox) as inbox`,
      );
      return JSON.stringify([rows, await this.sink.call('accepted')]);
    };
    let before = '';
    for (let now = await seen(); now !== before; now = await seen()) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async stop(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }

  private async measure(active: Frozen, still: Frozen, { warmUp, work, afterwards }: Stretch): Promise<Sample> {
    await this.freeze(still);
    try {
      await warmUp?.();
      const meter = new CpuMeter([active.pid, ...this.stores]);
      const cpuBefore = meter.milliseconds();
      const begun = performance.now();
      const operations = await work();
      const seconds = (performance.now() - begun) / 1000;
      const sample = { operations, seconds, cpuMilliseconds: meter.milliseconds() - cpuBefore };
      await afterwards?.();
      return sample;
    } finally {
      still.thaw();
    }
  }

  /** Between two transactions: a frozen process must not hold a lock that the other one waits for. */
  private async freeze(child: Frozen): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      child.freeze();
      const { rowCount } = await this.database.query(
        `select from pg_stat_activity where state <> 'idle' and application_name like any ('{postern%,bench-reference}')`,
      );
      if (rowCount === 0) return;
      child.thaw();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('there was no moment without a transaction');
  }

  private async startStores(): Promise<void> {
    const dataDir = join(this.folder, 'postgres');
    const cluster: Cluster = await startCluster({ dataDir, password: randomBytes(16).toString('hex') });
    this.ends.push(() => cluster.stop());
    this.databaseUrl = cluster.url('postgres');
    this.stores = [Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10)];
    this.queueUrl = this.databaseUrl;
    if (this.backend === 'Redis') {
      const { url, pid } = await this.keep(new Child<RedisCalls>(script('./redis.ts'))).call('start');
      this.stores.push(pid);
      this.queueUrl = url;
    }
    this.database = new pg.Pool({ connectionString: this.databaseUrl, max: 4, application_name: 'bench' });
    // Its connections may still be open when PostgreSQL ends.
    this.database.on('error', () => undefined);
    this.ends.push(() => this.database.end());
  }

  private keep<Kept extends { stop(): Promise<void> }>(child: Kept): Kept {
    this.ends.push(() => child.stop());
    return child;
  }

  private client(url: string): Pool {
    const pool = new Pool(url, { connections: 32 });
    this.ends.push(() => pool.destroy());
    return pool;
  }
}
