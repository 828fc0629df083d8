import { emailKey, usernameKey, type MemberImportId, type ReadRow, type RowDecision } from '@postern/identity-domain';
import type { Queryable } from '@postern/platform';

/** False: the import is not being received any more, and nothing was stored. */
export async function addRows(database: Queryable, id: MemberImportId, rows: readonly ReadRow[]): Promise<boolean> {
  const there = await database.query(
    'identity.member-import.add',
    `with touched as (
         update identity.member_import set touched_at = now() where id = $1 and state = 'receiving' returning id
       ), added as (
         insert into identity.member_import_row (import_id, row, username, username_key, email_key, person, field, reason)
         select t.id, r.row, r.username, r."usernameKey", r."emailKey", nullif(r.person, 'null'), r.field, r.reason
         from touched t, jsonb_to_recordset($2::jsonb) as r(
           row int, username text, "usernameKey" text, "emailKey" text, person jsonb, field text, reason text
         )
       ) select id from touched`,
    [id, JSON.stringify(rows.map(columnsOf))],
  );
  return there.length === 1;
}

/** The first of those that are as they should be is kept. */
export async function refuseRepeated(transaction: Queryable, id: MemberImportId): Promise<void> {
  for (const [field, key] of [
    ['username', 'username_key'],
    ['email', 'email_key'],
  ]) {
    await transaction.query(
      `identity.member-import.refuse-repeated-${field}`,
      `update identity.member_import_row r
         set person = null, username_key = null, email_key = null, field = '${field}', reason = 'repeated'
         from (
           select row, row_number() over (partition by ${key} order by row) as place
           from identity.member_import_row where import_id = $1 and person is not null
         ) numbered
         where r.import_id = $1 and r.row = numbered.row and numbered.place > 1`,
      [id],
    );
  }
}

/** What is stored is wanted here no more; of what is not, only whose line it was and why. */
export async function noteSettled(
  transaction: Queryable,
  id: MemberImportId,
  settled: readonly RowDecision[],
): Promise<void> {
  const refused = settled.flatMap(({ row, verdict }) => (verdict.outcome === 'failed' ? [{ row, ...verdict }] : []));
  await transaction.query(
    'identity.member-import.note',
    `with refused as (
         update identity.member_import_row r
         set person = null, username_key = null, email_key = null, field = w.field, reason = w.reason
         from jsonb_to_recordset($2::jsonb) as w(row int, field text, reason text)
         where r.import_id = $1 and r.row = w.row
       ) delete from identity.member_import_row where import_id = $1 and row = any($3::int[])`,
    [id, JSON.stringify(refused), settled.flatMap(({ row, verdict }) => (verdict.outcome === 'failed' ? [] : [row]))],
  );
}

const columnsOf = (read: ReadRow) =>
  read.outcome === 'refused'
    ? read.problem
    : {
        row: read.row.row,
        username: read.row.username,
        usernameKey: usernameKey(read.row.username),
        emailKey: emailKey(read.row.email),
        person: read.row,
      };
