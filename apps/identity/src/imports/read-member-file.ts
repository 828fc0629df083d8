import { pipeline, Readable } from 'node:stream';
import { fieldErrorOf, memberImportLimits, type FieldError } from '@postern/contracts';
import type { ReadRow } from '@postern/identity-domain';
import { Problem } from '@postern/platform';
import { CsvError, parse } from 'csv-parse';
import { memberColumns, readMemberRow, requiredColumns, type MemberColumn, type RowRules } from './read-member-row.js';

const rowsPerBatch = 500;
/** Of one line, and so of the header: more than all columns can hold together. */
const longestLine = 16 * 1024;

/** A line with its number, as the parser gives it. */
interface Line {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a file with members as it comes, some lines at a time, and drops what comes after it has given up. What is
 * said of a file that cannot be read quotes nothing of it, but for names of columns.
 *
 * @throws Problem `import.unreadable` for anything but CSV in UTF-8 with the right header, `import.too_large`; whatever `content`
 *   fails with.
 */
export async function* readMemberFile(content: Readable, rules: RowRules): AsyncGenerator<ReadRow[]> {
  let columns: MemberColumn[] | undefined;
  let batch: ReadRow[] = [];
  try {
    for await (const { record, info } of linesOf(content)) {
      if (!columns) {
        columns = readHeader(record);
        continue;
      }
      batch.push(readMemberRow(info.lines, columns, record, rules));
      if (batch.length < rowsPerBatch) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    throw error instanceof CsvError ? new Problem('import.unreadable') : error;
  }
  if (!columns) readHeader([]);
  if (batch.length > 0) yield batch;
}

function linesOf(content: Readable): AsyncIterable<Line> {
  const parser = parse({
    info: true,
    max_record_size: longestLine,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  // What goes wrong comes out of the parser, for whoever reads it.
  return pipeline(Readable.from(textOf(content)), parser, () => undefined) as AsyncIterable<Line>;
}

/** UTF-8 with or without a byte order mark; everything else that is text in some way is told apart here. */
async function* textOf(content: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new Problem('import.unreadable');
    }
  };
  let received = 0;
  try {
    for await (const bytes of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      received += bytes.length;
      if (received > memberImportLimits.bytes) throw new Problem('import.too_large');
      yield decode(bytes);
    }
    yield decode();
  } finally {
    // The rest of a file that is given up is still on its way: it is dropped, or whoever sends it would not hear the answer.
    content.resume();
  }
}

/** @throws Problem `import.unreadable` that names each column which is unknown, missing or there twice. */
function readHeader(record: readonly string[]): MemberColumn[] {
  const names = record.map((name) => name.trim().toLowerCase());
  const errors: FieldError[] = [
    ...names
      .filter((name) => !isColumn(name))
      .map((name) => fieldErrorOf(plain(name), 'unknown', { rule: 'unrecognized-field' })),
    ...requiredColumns.filter((name) => !names.includes(name)).map((name) => fieldErrorOf(name, 'missing')),
    ...memberColumns
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => fieldErrorOf(name, 'duplicate')),
  ];
  if (errors.length > 0) throw new Problem('import.unreadable', { errors: errors.slice(0, 50) });
  return names as MemberColumn[];
}

const isColumn = (name: string): name is MemberColumn => (memberColumns as readonly string[]).includes(name);
const plain = (name: string): string => name.replace(/[^\p{L}\p{N}_ .;-]/gu, '').slice(0, 64) || '?';
