import { usernameKey } from '../account/identifiers.js';
import type { ImportRow, RowReason, RowStanding } from './import-row.js';

/** With what authority a file is imported. */
export type Importer = 'administrator' | 'operator';

export type RowVerdict =
  { outcome: 'created' | 'joined' | 'invited' | 'unchanged' } | { outcome: 'failed'; field: string; reason: RowReason };

const failed = (field: string, reason: RowReason): RowVerdict => ({ outcome: 'failed', field, reason });

/**
 * What becomes of a line. Nobody's account is touched: whoever has one is asked, by a mail to the address that is theirs, whatever
 * the file says of their name. Operators may look up every account anyway, and join one whose name and address both agree, where
 * the address is proven to be its owner's.
 *
 * A dry run sends no mail, and so would be a way to ask in silence which addresses are known (S20): those of an administrator do
 * not look further than at the organization's own members and at usernames, which everybody can try who registers.
 */
export function verdictOn(
  row: Pick<ImportRow, 'username'>,
  standing: RowStanding,
  { by, dryRun }: { by: Importer; dryRun: boolean },
): RowVerdict {
  const { holder, addressHeld, usernameTaken } = standing;
  if (holder?.isMember) return { outcome: 'unchanged' };
  const agrees = holder?.usernameKey === usernameKey(row.username);
  if (by === 'operator') {
    if (holder && agrees) {
      if (holder.state === 'closed') return failed('username', 'account-closed');
      // Somebody may have taken name and address before their owner came, to be made a member in their place.
      return { outcome: holder.emailVerified ? 'joined' : 'invited' };
    }
    if (holder || addressHeld) return failed('email', 'taken');
    return usernameTaken ? failed('username', 'taken') : { outcome: 'created' };
  }
  if (usernameTaken && (dryRun || !agrees)) return failed('username', 'taken');
  if (dryRun) return { outcome: 'created' };
  return { outcome: holder || addressHeld ? 'invited' : 'created' };
}
