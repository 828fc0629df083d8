import { fieldErrorOf } from '@postern/contracts';
import { Problem } from '@postern/platform';

/**
 * The line that an earlier page ended with; 0 for the first page.
 *
 * @throws Problem `request.invalid`
 */
export function rowIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^[1-9]\d{0,8}$/.test(cursor)) {
    throw new Problem('request.invalid', { errors: [fieldErrorOf('cursor', 'page-cursor')] });
  }
  return Number(cursor);
}
