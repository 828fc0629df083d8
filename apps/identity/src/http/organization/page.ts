import { fieldErrorOf } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { z } from 'zod';

/** One more than is shown tells whether there is another page. */
export function pageOf<Row>(found: readonly Row[], limit: number, cursorOf: (last: Row) => string) {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? cursorOf(last) : null };
}

const notOurs = (): Problem => new Problem('request.invalid', { errors: [fieldErrorOf('cursor', 'page-cursor')] });

/** @throws Problem `request.invalid` */
export function idIn<Id extends string>(cursor: string | undefined): Id | null {
  if (cursor === undefined) return null;
  if (!z.uuid().safeParse(cursor).success) throw notOurs();
  return cursor as Id;
}

export const textCursor = (text: string): string => Buffer.from(text).toString('base64url');

/** @throws Problem `request.invalid` */
export function textIn(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (textCursor(text) !== cursor || /\p{Cc}/u.test(text)) throw notOurs();
  return text;
}
