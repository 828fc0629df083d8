import type pg from 'pg';

/** SQLSTATE of PostgreSQL. */
const deadlockDetected = '40P01';

interface TableColumns {
  table: string;
  copy: string;
  columns: string;
}

/** The rows of mfa and identity at one moment, so that the same work can be done again on the same ground. */
export class Snapshot {
  private readonly database: pg.Pool;
  private readonly tables: readonly TableColumns[];

  private constructor(database: pg.Pool, tables: readonly TableColumns[]) {
    this.database = database;
    this.tables = tables;
  }

  static async take(database: pg.Pool): Promise<Snapshot> {
    const { rows: tables } = await database.query<TableColumns>(
      `select format('%I.%I', table_schema, table_name) as "table",
         format('bench.%I', table_schema || '_' || table_name) as copy,
         string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema in ('mfa', 'identity') and table_type = 'BASE TABLE' and is_generated = 'NEVER'
         and table_name not in ('migrations', 'rate_limits')
       group by table_schema, table_name`,
    );
    const copies = tables.map(({ table, copy, columns }) => `create table ${copy} as select ${columns} from ${table};`);
    await database.query(`drop schema if exists bench cascade; create schema bench; ${copies.join('\n')}`);
    return new Snapshot(database, tables);
  }

  async restore(): Promise<void> {
    const names = this.tables.map(({ table }) => table).join(', ');
    // What waited in an outbox has been sent since.
    const inserts = this.tables
      .filter(({ table }) => !table.endsWith('.outbox'))
      .map(({ table, copy, columns }) => `insert into ${table} (${columns}) overriding system value table ${copy};`);
    await this.insist(
      // As a replica: the rows fit together, and come in no particular order.
      `begin; set local session_replication_role = replica;
       truncate ${names};
       ${inserts.join('\n')}
       commit;`,
    );
    await this.database.query(`analyze ${names}`);
  }

  /** The relays look into their outboxes in the meantime, and may have to be let through first. */
  private async insist(statement: string): Promise<void> {
    for (let tries = 0; ; tries++) {
      const client = await this.database.connect();
      try {
        await client.query(statement);
        return;
      } catch (error) {
        await client.query('rollback');
        if ((error as { code?: string }).code !== deadlockDetected || tries === 5) throw error;
      } finally {
        client.release();
      }
    }
  }
}
