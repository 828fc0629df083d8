import type { AccountId } from '@postern/kernel';
import {
  enrollableKinds,
  Factor,
  RecoveryCodeSets,
  type FactorState,
  type RecoveryCodesStanding,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import type { Json } from './table.js';
import { factorTable } from './tables.js';

interface StandingRow {
  set: Json<FactorState> | null;
  address: string | null;
}

/** $1 account, $2 the new set, $3 messages. Another set is replaced in its row: the unique index sees it even where this statement does not. */
const replaceStatement = (insertMessages: string): string => `
  with enrollment as (
    -- Whoever takes factors away at this moment, in a recovery for example, looks again and finds the new set.
    update mfa.enrollment set version = version + 1 where account_id = $1 returning account_id
  ), won as (
    -- Locked, so that it counts as it is after whoever removes it now.
    select from mfa.factor x join enrollment e on x.account_id = e.account_id where x.status = 'active'
      and x.kind in (${enrollableKinds.map((kind) => `'${kind}'`).join(', ')}) limit 1 for share of x
  ), replaced as (
    ${factorTable.insertFrom('$2', 'won')}
    on conflict (account_id) where kind = 'recovery_code' and status <> 'revoked' do update set
      id = excluded.id, status = excluded.status, recovery_hashes = excluded.recovery_hashes,
      created_at = excluded.created_at, activated_at = excluded.activated_at, last_used_at = null, consecutive_failures = 0
  ), messages as (
    ${insertMessages} where exists (select from won)
  )
  select from won`;

export class PgRecoveryCodeSets extends RecoveryCodeSets {
  private readonly replaceStatement: string;

  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
    this.replaceStatement = replaceStatement(outbox.insertClause('$3'));
  }

  async of(accountId: AccountId): Promise<RecoveryCodesStanding> {
    const [row] = await this.database.query<StandingRow>(
      'mfa.recovery-codes.of',
      `select
        (select ${factorTable.json('x')} from mfa.factor x
         where x.account_id = $1 and x.kind = 'recovery_code' and x.status = 'active') as set,
        (select verified_address from mfa.enrollment where account_id = $1) as address`,
      [accountId],
    );
    return {
      set: row?.set ? Factor.restore(factorTable.restore(row.set)) : null,
      notify: row?.address ? [row.address] : [],
    };
  }

  async replace(set: Factor): Promise<'replaced' | 'nothing-to-stand-in-for'> {
    const messages = this.messages.ofEvents(set.pullEvents());
    const rows = await this.database.query('mfa.recovery-codes.replace', this.replaceStatement, [
      set.state.accountId,
      JSON.stringify([set.state]),
      this.outbox.rows(messages),
    ]);
    if (rows.length === 0) return 'nothing-to-stand-in-for';
    this.outbox.wake();
    return 'replaced';
  }
}
