import type { Queryable } from './database.js';

const batchSize = 1_000;

/**
 * Deletes whatever meets `condition`, a thousand rows a statement, so that no lock is held for long however much has piled up.
 * Rows that somebody else holds are left for the next time. Give it the `Database`, not a transaction, or all of it becomes one.
 *
 * @param table the name as SQL writes it, such as `mfa.flow`; `condition` may use `$1`… for `values`.
 * @returns how many rows are gone.
 */
export async function deleteInBatches(
  database: Queryable,
  name: string,
  table: string,
  condition: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const statement = `with gone as (
      delete from ${table} where ctid = any(array(
        select ctid from ${table} where ${condition} limit ${batchSize} for update skip locked
      )) returning 1
    ) select count(*)::int as count from gone`;
  let total = 0;
  for (;;) {
    const [row] = await database.query<{ count: number }>(name, statement, values);
    total += row?.count ?? 0;
    if ((row?.count ?? 0) < batchSize) return total;
  }
}
