import { randomBytes } from 'node:crypto';
import { Redacted } from '@postern/kernel';
import pg from 'pg';

export interface TestDatabase {
  url: Redacted;
  drop(): Promise<void>;
}

/** An empty database of this spec's own, in the PostgreSQL that the global set-up started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: use presetWithServices in jest.config.mjs');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: new Redacted(url.toString()),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
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
