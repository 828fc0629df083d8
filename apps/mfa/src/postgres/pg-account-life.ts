import {
  StopFactorReset,
  takeBack,
  type Disavowal,
  type EventContext,
  type FactorResetId,
  type SessionId,
  type Source,
} from '@postern/mfa-domain';
import type { AccountId, Clock } from '@postern/kernel';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import { endFlowsAndDevices, endFlowsOfSessions, takeAllFactors, voidOlderCredentials } from './account-statements.js';
import { PgFactorResets } from './pg-factor-resets.js';
import { standingColumns, standingOf, type StandingRow } from './situations.js';

const nowhere = '' as Source;

/** Nobody is there when it happens. */
const unattended: Omit<EventContext, 'accountId' | 'at' | 'notify'> = {
  flowId: null,
  source: null,
  actor: null,
  application: null,
  username: '',
  afterPassword: false,
  credentialVersion: 0,
};

/** What becomes of an account's factors when identity says what became of the account; in the transaction that notes that it was heard. */
export class PgAccountLife {
  constructor(
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
    private readonly clock: Clock,
  ) {}

  /** Somebody else was at work: what is under way ends, no device is trusted, and what was done since is undone. */
  async disavow(
    transaction: Queryable,
    accountId: AccountId,
    what: Disavowal & { resetId: FactorResetId | null; credentialVersion: number; at: Date },
  ): Promise<void> {
    await this.secure(transaction, accountId, what.credentialVersion, what.at);
    await this.takeBack(transaction, accountId, what);
    if (!what.resetId) return;
    const resets = new PgFactorResets(transaction, this.outbox, this.messages);
    const by = { actor: null, source: null, resetId: what.resetId };
    await new StopFactorReset(resets, this.clock).execute(accountId, by);
  }

  /** Whoever began something with what was right until then does not end it (S14). */
  async secure(transaction: Queryable, accountId: AccountId, credentialVersion: number, at: Date): Promise<void> {
    await transaction.query('mfa.account.void', voidOlderCredentials, [accountId, credentialVersion]);
    await run(transaction, 'secure', endFlowsAndDevices('account', '$2'), accountId, at);
  }

  /** A list of factors that was opened from a session, or a step-up of it, is closed with it: a stolen one must not go on (S15). */
  async endFlowsOf(
    transaction: Queryable,
    accountId: AccountId,
    sessions: readonly SessionId[],
    at: Date,
  ): Promise<void> {
    await transaction.query('mfa.account.end-flows', endFlowsOfSessions, [accountId, sessions, at]);
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
    await this.leaveRollouts(transaction, accountId);
    // The revision stays for a while, so that an older word does not bring the rest back.
    await transaction.query(
      'mfa.account.delete.member',
      `update mfa.member set username = '', email = '', email_verified = false, state = 'left', heard_at = now()
       where account_id = $1`,
      [accountId],
    );
  }

  /** One that is over keeps its counts. One that goes on counts somebody whom nobody knows, and decides anew what it has read. */
  private async leaveRollouts(transaction: Queryable, accountId: AccountId): Promise<void> {
    await transaction.query(
      'mfa.account.delete.rollout_member',
      `delete from mfa.rollout_member m using mfa.rollout r
       where r.id = m.rollout_id and m.account_id = $1 and r.finished_at is not null`,
      [accountId],
    );
    await transaction.query(
      'mfa.account.leave-rollouts',
      `with changed as (
         update mfa.rollout r set version = version + 1
         where r.finished_at is null
           and exists (select from mfa.rollout_member m where m.rollout_id = r.id and m.account_id = $1)
         returning r.id
       )
       update mfa.rollout_member m set account_id = gen_random_uuid() from changed c
       where m.rollout_id = c.id and m.account_id = $1`,
      [accountId],
    );
  }

  /** The enrollment is locked by now, so that nothing else changes the account's factors meanwhile. */
  private async takeBack(transaction: Queryable, accountId: AccountId, what: Disavowal & { at: Date }): Promise<void> {
    const columns = `select ${standingColumns('$1::uuid', '$2')}`;
    const [row] = await transaction.query<StandingRow>('mfa.account.standing', columns, [accountId, nowhere]);
    const standing = standingOf(row as StandingRow, accountId);
    const { enrollment, factors } = standing;
    const before = new Set<object>(factors.map(({ state }) => state));
    takeBack(standing, what, { ...unattended, accountId, at: what.at });
    const changed = factors.flatMap(({ state }) => (before.has(state) ? [] : [state]));
    await transaction.query(
      'mfa.account.take-back',
      `with changed as (
         update mfa.factor x set status = n.status, destination = n.destination, seed = n.seed, passkey = n.passkey,
           recovery_hashes = n."recoveryHashes"
         from jsonb_to_recordset($2::jsonb) as n(id uuid, status text, destination text, seed text, passkey jsonb,
           "recoveryHashes" jsonb)
         where x.id = n.id
       )
       update mfa.enrollment set enrolled_at = n."enrolledAt", factors_changed_at = n."factorsChangedAt",
         verified_address = n."verifiedAddress", verified_at = n."verifiedAt", version = version + 1
       from jsonb_to_record($3::jsonb) as n("enrolledAt" timestamptz, "factorsChangedAt" timestamptz,
         "verifiedAddress" text, "verifiedAt" timestamptz)
       where account_id = $1`,
      [accountId, JSON.stringify(changed), JSON.stringify(enrollment.state)],
    );
    const events = factors.flatMap((factor) => factor.pullEvents());
    await this.outbox.addIn(transaction, this.messages.ofEvents(events));
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
