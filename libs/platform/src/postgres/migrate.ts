import { Redacted } from '@postern/kernel';
import pg from 'pg';
import { createOrm, type ServiceSchema } from './orm.js';

/** Any fixed number: everyone who migrates takes this lock, so that replicas started together migrate once. */
const migrationLock = 7_203_115;

/** Brings a service's schema up to date. Safe to run from several processes at once. */
export async function migrate(url: Redacted, service: ServiceSchema): Promise<void> {
  await withMigrationLock(url, async (client) => {
    await client.query(`create schema if not exists ${client.escapeIdentifier(service.schema)}`);
    const orm = createOrm(url, service);
    try {
      await orm.migrator.up();
    } finally {
      await orm.close(true);
    }
  });
}

export async function withMigrationLock(url: Redacted, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await work(client);
  } finally {
    await client.end();
  }
}
