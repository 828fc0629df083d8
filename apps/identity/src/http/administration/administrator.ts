import type { AccountRole, Administrator, OpenSession } from '@postern/identity-domain';
import type { Caller } from '@postern/platform';
import { originOf } from '../origin.js';

export interface SignedIn {
  user: OpenSession;
}

/** Who acts, after `AdministrationGuard`. */
export const administratorOf = ({ user }: SignedIn, caller: Caller): Administrator & { role: AccountRole } => ({
  actor: user.holder.accountId,
  role: user.holder.role as AccountRole,
  ...originOf(caller),
});
