import { randomBytes } from 'node:crypto';
import { Redacted } from '@postern/kernel';
import pg from 'pg';
import type { ServiceSchema } from '../postgres/orm.js';

export interface TestDatabase {
  url: Redacted;
  drop(): Promise<void>;
}

/** An empty database of this spec's own, in the PostgreSQL that the global set-up started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = newDatabase();
  await onServer((server) => server.query(`create database ${database.name}`));
  return database;
}

/** The same with all that a service wants to find there, and the queues' tables. */
export const createMigratedDatabase = (service: ServiceSchema): Promise<TestDatabase> =>
  createPreparedDatabase(service.schema, async (url) => {
    // Whoever needs a database alone does not load the mapper and the queues.
    const { migrate } = await import('../postgres/migrate.js');
    const { migrateQueues } = await import('../queue/backend.js');
    await migrate(url, service);
    await migrateQueues(url);
  });

/** A database of this spec's own with what `prepare` makes: once in a test run for each name, and copied for all others. */
export async function createPreparedDatabase(
  name: string,
  prepare: (url: Redacted) => Promise<void>,
): Promise<TestDatabase> {
  const template = `template_${name}`;
  const database = newDatabase();
  await onServer(async (server) => {
    // Specs run side by side: the first one prepares, and the others wait. The lock ends with the connection.
    await server.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) {
      const prepared = await createTestDatabase();
      await prepare(prepared.url);
      await server.query(`alter database ${nameIn(prepared.url)} rename to ${template}`);
    }
    await server.query(`create database ${database.name} template ${template} strategy file_copy`);
  });
  return database;
}

const newDatabase = (): TestDatabase & { name: string } => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    name,
    url: new Redacted(url.toString()),
    drop: () => onServer((server) => server.query(`drop database if exists ${name} with (force)`)),
  };
};

const nameIn = (url: Redacted): string => new URL(url.reveal()).pathname.slice(1);

function serverUrl(): string {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: use presetWithServices in jest.config.mjs');
  return url;
}

async function onServer(work: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const server = new pg.Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
}

/** The queue backends that can be tested here; each value makes a URL for one spec. Redis only where it is on the PATH. */
export const queueBackends = (): { name: string; url: (database: TestDatabase) => Redacted }[] => [
  { name: 'PostgreSQL', url: (database) => database.url },
  ...(process.env['TEST_REDIS_URL']
    ? [{ name: 'Redis', url: () => new Redacted(`${process.env['TEST_REDIS_URL']}/${nextRedisDatabase++ % 16}`) }]
    : []),
];

/**
 * For tests that kill processes and wait for what they held to be taken over, minutes in all: on PostgreSQL, and on Redis too
 * with `THOROUGH=1`. What the two promise alike is proven on both in any case, by the suites of outbox, consumers and workers.
 */
export const faultBackends = (): ReturnType<typeof queueBackends> =>
  process.env['THOROUGH'] ? queueBackends() : queueBackends().slice(0, 1);

let nextRedisDatabase = Number(process.env['JEST_WORKER_ID'] ?? 1) * 5;
