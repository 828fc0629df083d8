import { Readable, type Duplex } from 'node:stream';
import type { AdoptionMembers } from '@postern/contracts';
import { stringify } from 'csv-stringify';

type Row = AdoptionMembers['members'][number];

/**
 * Members as CSV (RFC 4180), row by row as they come: nothing is held back. A cell that a spreadsheet would take for a formula
 * begins with an apostrophe (OWASP, "CSV Injection"): usernames are chosen by whoever registers.
 */
export function adoptionFile(rows: AsyncIterable<Row>): Duplex {
  const file = stringify({
    header: true,
    columns: ['username', 'email', 'standing', 'methods', 'postponements', 'account_id'],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  const source = Readable.from(cells(rows));
  source.once('error', (error) => file.destroy(error));
  file.once('close', () => source.destroy());
  return source.pipe(file);
}

async function* cells(rows: AsyncIterable<Row>) {
  for await (const { accountId, kinds, ...row } of rows) {
    yield { ...row, methods: kinds.join(' '), account_id: accountId };
  }
}
