import type pg from 'pg';
import type { Statement } from '../statement-recorder.ts';

/** Says the same to PostgreSQL again, in the same order: single statements through the pool, transactions on one client. */
export async function replay(pool: pg.Pool, statements: readonly Statement[]): Promise<void> {
  let client: pg.PoolClient | undefined;
  for (const { text, name, values } of statements) {
    if (/^begin/i.test(text)) client = await pool.connect();
    await (client ?? pool).query({ text, values, ...(name ? { name } : {}) });
    if (client && /^(commit|rollback)/i.test(text)) {
      client.release();
      client = undefined;
    }
  }
}

/** The same in one transaction; a single statement is one by itself. */
export async function replayInTransaction(pool: pg.Pool, statements: readonly Statement[]): Promise<void> {
  if (statements.length === 1) return replay(pool, statements);
  await replay(pool, [{ text: 'begin', values: [] }, ...statements, { text: 'commit', values: [] }]);
}
