import { Account } from '../account/account.js';
import type { PasswordHash } from '../account/password.js';
import type { Administrator } from '../application/application.js';
import { unknownOrigin } from '../audit/audit-record.js';
import { Invitation } from '../organization/invitation.js';
import { Membership } from '../organization/membership.js';
import type { ImportRow, RowStanding } from './import-row.js';
import type { MemberImport } from './member-import.js';
import { verdictOn, type RowVerdict } from './row-verdict.js';

/** What becomes of a line, with what is to be stored for it: nothing more in a dry run. */
export interface RowDecision {
  row: number;
  verdict: RowVerdict;
  account?: Account;
  /** Of the account: they are told by mail how to choose one. */
  hasNoPassword?: boolean;
  membership?: Membership;
  invitation?: Invitation;
}

/** `unusable`: the hash of those who have yet to choose a password. */
export function decideOn(
  memberImport: MemberImport,
  row: ImportRow,
  standing: RowStanding,
  { unusable, at }: { unusable: PasswordHash; at: Date },
): RowDecision {
  const { organizationId, actor, actorName, by, dryRun } = memberImport.facts;
  const verdict = verdictOn(row, standing, { by, dryRun });
  const decision: RowDecision = { row: row.row, verdict };
  if (dryRun) return decision;
  const administrator: Administrator = { actor, ...unknownOrigin };
  const join = (accountId: Account['id']) =>
    Membership.join({ organizationId, accountId, role: row.role, joinedAt: at }, administrator);
  switch (verdict.outcome) {
    case 'created': {
      const account = newAccount(memberImport, row, unusable, at);
      return { ...decision, account, hasNoPassword: row.passwordHash === null, membership: join(account.id) };
    }
    case 'joined':
      return standing.holder ? { ...decision, membership: join(standing.holder.accountId) } : decision;
    case 'invited': {
      const to = { organizationId, email: row.email, role: row.role, invitedBy: actorName };
      return { ...decision, invitation: Invitation.send(to, administrator, at) };
    }
    case 'unchanged':
    case 'failed':
      return decision;
  }
}

/** That an address is verified is taken from nobody but those who run the installation: an administrator's word is no proof. */
function newAccount(memberImport: MemberImport, row: ImportRow, unusable: PasswordHash, at: Date): Account {
  const { actor, by } = memberImport.facts;
  const { username, email, name, phone, locale, passwordHash, emailVerified } = row;
  const account = Account.register({
    ...{ username, email, name, locale, at, actor, source: null },
    passwordHash: passwordHash ?? unusable,
    ...(phone === null ? {} : { phone }),
  });
  if (emailVerified && by === 'operator') account.verifyEmail(email, at);
  return account;
}
