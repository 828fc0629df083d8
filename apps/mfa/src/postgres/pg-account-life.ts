import {
  isEnrollable,
  StopFactorReset,
  type EventContext,
  type FactorId,
  type FactorResetId,
  type Source,
} from '@postern/mfa-domain';
import type { AccountId, Clock } from '@postern/kernel';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import { endFlowsAndDevices, takeAllFactors } from './account-statements.js';
import { PgFactorResets } from './pg-factor-resets.js';
import { standingColumns, standingOf, type StandingRow } from './situations.js';

const nowhere = '' as Source;

/** What becomes of an account's factors when identity says what became of the account; in the transaction that notes that it was heard. */
export class PgAccountLife {
  constructor(
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
    private readonly clock: Clock,
  ) {}

  /** Somebody else was at work: what is under way ends, no device is trusted, and what the notice told of is undone. */
  async disavow(
    transaction: Queryable,
    accountId: AccountId,
    what: { factorId: FactorId | null; resetId: FactorResetId | null; at: Date },
  ): Promise<void> {
    await run(transaction, 'disavow', endFlowsAndDevices('account', '$2'), accountId, what.at);
    if (what.factorId) await this.removeFactor(transaction, accountId, what.factorId, what.at);
    if (!what.resetId) return;
    const resets = new PgFactorResets(transaction, this.outbox, this.messages);
    const by = { actor: null, source: null, resetId: what.resetId };
    await new StopFactorReset(resets, this.clock).execute(accountId, by);
  }

  /** Whoever began something with what was right until then does not end it (S14). */
  secure(transaction: Queryable, accountId: AccountId, at: Date): Promise<void> {
    return run(transaction, 'secure', endFlowsAndDevices('account', '$2'), accountId, at);
  }

  /** Nobody signs in any more; identity tells the person. */
  async close(transaction: Queryable, accountId: AccountId, at: Date): Promise<void> {
    await run(transaction, 'close', takeAllFactors('account', '$2'), accountId, at);
    await transaction.query(
      'mfa.account.close-resets',
      `update mfa.factor_reset set stopped_at = $2
       where account_id = $1 and stopped_at is null and applied_at is null`,
      [accountId, at],
    );
  }

  /** Nothing is left; challenges and verifications go with their flows. */
  async delete(transaction: Queryable, accountId: AccountId): Promise<void> {
    for (const table of ['flow', 'factor', 'attempt_budget', 'trusted_device', 'factor_reset', 'enrollment']) {
      await transaction.query(`mfa.account.delete.${table}`, `delete from mfa.${table} where account_id = $1`, [
        accountId,
      ]);
    }
  }

  /** The enrollment is locked by now, so that nothing else changes the account's factors meanwhile. */
  private async removeFactor(
    transaction: Queryable,
    accountId: AccountId,
    factorId: FactorId,
    at: Date,
  ): Promise<void> {
    const standing = `select ${standingColumns('$1::uuid', '$2')}`;
    const [row] = await transaction.query<StandingRow>('mfa.account.standing', standing, [accountId, nowhere]);
    const { factors, enrollment } = standingOf(row as StandingRow, accountId);
    const factor = factors.find(({ state }) => state.id === factorId);
    if (!factor) return;
    const { verifiedAddress } = enrollment.state;
    const context: EventContext = {
      accountId,
      flowId: null,
      source: null,
      actor: null,
      application: null,
      at,
      username: '',
      notify: verifiedAddress ? [verifiedAddress] : [],
      afterPassword: false,
    };
    factor.remove(context);
    const left = factors.some((other) => other !== factor && isEnrollable(other.state.kind));
    enrollment.noteRemoved(left, at);
    const gone = [factor, ...(left ? [] : factors)];
    await transaction.query(
      'mfa.account.remove-factor',
      `with gone as (
         update mfa.factor set status = 'revoked', seed = null, passkey = null, recovery_hashes = null
         where id = any($2::uuid[])
       )
       update mfa.enrollment set enrolled_at = $3, factors_changed_at = $4, version = version + 1 where account_id = $1`,
      [accountId, gone.map(({ state }) => state.id), enrollment.state.enrolledAt, at],
    );
    await this.outbox.addIn(transaction, this.messages.ofEvents(factor.pullEvents()));
  }
}

async function run(
  transaction: Queryable,
  name: string,
  consequences: string,
  accountId: AccountId,
  at: Date,
): Promise<void> {
  const statement = `with account as (select $1::uuid as account_id), ${consequences} select from account`;
  await transaction.query(`mfa.account.${name}`, statement, [accountId, at]);
}
