import { Logger } from '@nestjs/common';
import { Redacted } from '@postern/kernel';
import pg from 'pg';

export interface Queryable {
  /**
   * Runs one prepared statement. `name` identifies its text: PostgreSQL parses and plans it once per connection.
   *
   * @throws the driver's error; `isConnectionFailure` tells an unreachable server from a defect.
   */
  query<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Hand-written SQL for the hot paths, beside the object-relational mapper. */
export class Database implements Queryable {
  readonly pool: pg.Pool;

  /** `losesLastMoment`: commits do not wait for the disk. What was committed just before a crash of PostgreSQL may be gone. */
  constructor(url: Redacted, options: { maxConnections?: number; name?: string; losesLastMoment?: boolean } = {}) {
    this.pool = new pg.Pool({
      connectionString: url.reveal(),
      max: options.maxConnections ?? 10,
      connectionTimeoutMillis: 5_000,
      // One bad plan or lock must not hold a request for ever.
      statement_timeout: 15_000,
      application_name: options.name ?? 'postern',
      ...(options.losesLastMoment ? { options: '-c synchronous_commit=off' } : {}),
    });
    // Without a listener an idle connection that breaks would end the process; the pool replaces it by itself.
    this.pool.on('error', (error) => new Logger('Database').warn(`An idle connection broke: ${error.message}`));
  }

  async query<Row extends object>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>({ name, text, values: values as unknown[] })).rows;
  }

  /** Runs `work` in one transaction; rolls back when it throws. */
  async transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    // Cut while `work` waits for something else: nobody but us listens meanwhile, and the next statement says it.
    const cut = () => undefined;
    client.on('error', cut);
    const release = (broken?: Error) => {
      client.off('error', cut);
      client.release(broken);
    };
    try {
      await client.query('begin');
      const result = await work({
        query: async <Row extends object>(name: string, text: string, values: readonly unknown[] = []) =>
          (await client.query<Row>({ name, text, values: values as unknown[] })).rows,
      });
      await client.query('commit');
      release();
      return result;
    } catch (error) {
      await client.query('rollback').then(() => release(), release);
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
