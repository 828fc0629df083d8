import { identitySchema } from '@postern/identity';
import { createMigratedDatabase, randomKeyringText } from '@postern/platform/testing';
import pg from 'pg';
import { postern, type Outcome } from './postern.js';

export interface Installation {
  env: Record<string, string>;
  /** Runs the command on this installation. */
  run(args: string[], input?: string): Promise<Outcome>;
  sql<Row extends object>(statement: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A database with identity's schema, and the environment that the command line needs for it. */
export async function installation(): Promise<Installation> {
  const database = await createMigratedDatabase(identitySchema);
  const pool = new pg.Pool({ connectionString: database.url.reveal(), max: 1 });
  const env = { DATABASE_URL: database.url.reveal(), AUDIT_KEYS: randomKeyringText() };
  return {
    env,
    run: (args, input) => postern(args, { env, ...(input !== undefined && { input }) }),
    sql: async <Row extends object>(statement: string, values: unknown[] = []) =>
      (await pool.query<Row>(statement, values)).rows,
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}
