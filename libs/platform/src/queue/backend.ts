import { setTimeout as pause } from 'node:timers/promises';
import { Redacted } from '@postern/kernel';
import { createPostgresBackend, runMigrations, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import pg from 'pg';
import { withMigrationLock } from '../postgres/migrate.js';

const queueSchema = 'bullmq';

export const isRedis = (url: Redacted): boolean => /^rediss?:/.test(url.reveal());

/** What BullMQ connects to, and how that connection is given back. */
export interface QueueConnection {
  readonly connection: ConnectionOptions;
  close(): Promise<void>;
}

/**
 * Chooses BullMQ's backend by the URL alone: PostgreSQL (the embedded default) or Redis/Valkey (for scale). BullMQ's choice
 * is process-wide; every service of a process shares it.
 */
export function openQueueConnection(url: Redacted): QueueConnection {
  return isRedis(url) ? redisConnection(url) : postgresConnection(url);
}

function redisConnection(url: Redacted): QueueConnection {
  setDefaultBackendFactory(undefined);
  const { hostname, port, username, password, pathname, protocol } = new URL(url.reveal());
  const connection = {
    host: hostname,
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    // Workers wait for Redis as long as it takes.
    maxRetriesPerRequest: null,
  } as ConnectionOptions;
  return { connection, close: async () => undefined };
}

function postgresConnection(url: Redacted): QueueConnection {
  setDefaultBackendFactory(createPatientBackend);
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    options: `-c search_path=${queueSchema}`,
    max: 8,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'postern-queue',
  });
  pool.on('error', () => undefined);
  return { connection: pool as unknown as ConnectionOptions, close: () => pool.end() };
}

const pauseMilliseconds = 1_000;

/**
 * BullMQ keeps a first connection that failed for ever, and its workers ask for it again without a pause: they would never
 * recover, and keep a processor busy. Here a failure is told after a moment, and then forgotten.
 */
const createPatientBackend: typeof createPostgresBackend = (...given) => {
  const backend = createPostgresBackend(...given);
  forgetFailures(backend.connection);
  forgetFailures(backend);
  return backend;
};

function forgetFailures(target: { waitUntilReady(): Promise<void> }): void {
  const ready = target.waitUntilReady.bind(target);
  target.waitUntilReady = async () => {
    try {
      await ready();
    } catch (error) {
      await pause(pauseMilliseconds);
      Object.assign(target, { readyPromise: undefined });
      throw error;
    }
  };
}

/** BullMQ's own tables, where the queues live in PostgreSQL; nothing to do for Redis. */
export async function migrateQueues(url: Redacted): Promise<void> {
  if (isRedis(url)) return;
  await withMigrationLock(url, async (client) => {
    await runMigrations(client as never, queueSchema);
  });
}
