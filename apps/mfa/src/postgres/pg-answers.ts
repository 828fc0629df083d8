import { DomainError } from '@postern/kernel';
import {
  Answers,
  attemptsPerBudget,
  failuresUntilDisabled,
  lockSeconds,
  type Attempt,
  type AttemptBudgetState,
  type Challenge,
  type Factor,
  type FactorState,
  type FlowTokenHash,
  type Situation,
  type Source,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import { originOf, situationColumns, situationJoins, situationOf, type SituationRow } from './situations.js';
import type { Json } from './table.js';
import { budgetTable, factorTable } from './tables.js';

interface TakenRow extends SituationRow {
  /** What is asked for, if anything is. */
  subject: string | null;
  /** The asked factor as it is now, and not as it was when the statement began. */
  now: Json<FactorState> | null;
  counted: Json<AttemptBudgetState> | null;
}

/**
 * The hot path. Everyone who locks several rows does so in one order: enrollment, flow, factor, budget. So no two answers
 * can wait for each other.
 */
export class PgAnswers extends Answers {
  private readonly approveStatement: string;
  private readonly activateStatement: string;
  private readonly rejectStatement: string;

  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
    this.approveStatement = approveStatement(false, outbox.insertClause('$12'));
    this.activateStatement = approveStatement(true, outbox.insertClause('$12'));
    this.rejectStatement = rejectStatement(outbox.insertClause('$3'));
  }

  async take(
    tokenHash: FlowTokenHash,
    source: Source,
    at: Date,
  ): Promise<{ situation: Situation; attempt: Attempt } | null> {
    for (let tries = 0; tries < 10; tries++) {
      const [row] = await this.database.query<TakenRow>('mfa.answer.take', takeStatement, [tokenHash, source, at]);
      if (!row) return null;
      const attempt = attemptOf(row, at);
      if (attempt) return { situation: situationOf(asItIsNow(row), source), attempt };
      // Others used the budget up while this one waited for them. The next look shows until when.
    }
    throw new DomainError('flow.contended');
  }

  async approve(situation: Situation): Promise<'approved' | 'spent' | 'replayed'> {
    const origin = originOf(situation);
    const { challenge, factor } = asked(situation);
    if (!origin) return 'spent';
    const { flow, enrollment, source } = situation;
    const { state } = factor;
    const messages = this.messages.of(situation);
    const activation = challenge.state.purpose === 'activation';
    const [row] = await this.database.query<{ outcome: 'approved' | 'spent' | 'replayed' }>(
      activation ? 'mfa.answer.activate' : 'mfa.answer.approve',
      activation ? this.activateStatement : this.approveStatement,
      [
        flow.state.id,
        origin.flowVersion,
        JSON.stringify(flow.state.proof),
        challenge.state.id,
        state.id,
        state.lastUsedAt,
        state.lastAcceptedStep,
        state.accountId,
        challenge.attemptSubject,
        source,
        origin.enrollmentVersion,
        this.outbox.rows(messages),
        ...(activation ? [state.activatedAt, enrollment.state.enrolledAt] : []),
      ],
    );
    if (row?.outcome === 'approved') this.wakeFor(messages);
    return row?.outcome ?? 'spent';
  }

  async reject(situation: Situation): Promise<void> {
    const { factor } = asked(situation);
    const messages = this.messages.of(situation);
    await this.database.query('mfa.answer.reject', this.rejectStatement, [
      factor.state.id,
      factor.state.status === 'disabled',
      this.outbox.rows(messages),
    ]);
    this.wakeFor(messages);
  }

  async giveBack(situation: Situation): Promise<void> {
    const { challenge, factor } = asked(situation);
    await this.database.query(
      'mfa.answer.give-back',
      `with factor as (
         update mfa.factor set consecutive_failures = greatest(consecutive_failures - 1, 0) where id = $1 returning id
       )
       update mfa.attempt_budget set used = used - 1, locked_until = null,
         locks = case when locked_until is null then locks else locks - 1 end
       from factor where account_id = $2 and source = $3 and subject = $4 and used > 0`,
      [factor.state.id, factor.state.accountId, situation.source, challenge.attemptSubject],
    );
  }

  /** Waking the relay costs it a transaction, and most right answers have nothing to tell. */
  private wakeFor(messages: readonly unknown[]): void {
    if (messages.length > 0) this.outbox.wake();
  }
}

function asked(situation: Situation): { challenge: Challenge; factor: Factor } {
  const { challenge } = situation;
  const factor = situation.factor(challenge?.state.factorId ?? null);
  if (!challenge || !factor) throw new DomainError('flow.without_challenge');
  return { challenge, factor };
}

/** Null: the statement could not tell, because other answers got in between. */
function attemptOf(row: TakenRow, at: Date): Attempt | null {
  if (row.subject === null) return { outcome: 'nothing-to-answer' };
  if (row.counted) return { outcome: 'counted', lockedUntil: budgetTable.restore(row.counted).lockedUntil };
  const budget = row.budgets?.find(({ subject }) => subject === row.subject);
  const until = budget ? budgetTable.restore(budget).lockedUntil : null;
  if (until && until > at) return { outcome: 'locked', until };
  if (row.now && (row.now.status === 'disabled' || row.now.consecutiveFailures >= failuresUntilDisabled)) {
    return { outcome: 'locked', until: null };
  }
  return null;
}

/** The row shows what was there when the statement began; what the statement itself wrote goes over it. */
function asItIsNow({ counted, now, ...row }: TakenRow): SituationRow {
  return {
    ...row,
    budgets: counted
      ? [...(row.budgets ?? []).filter(({ subject }) => subject !== counted.subject), counted]
      : row.budgets,
    factors: now
      ? (row.factors ?? []).map((factor) =>
          factor.id === now.id ? { ...now, consecutiveFailures: now.consecutiveFailures + (counted ? 1 : 0) } : factor,
        )
      : row.factors,
  };
}

/** Answers of the budget that are used when this one is counted: after a lock a new budget begins. */
const usedNow = '(case when b.locked_until is null then b.used + 1 else 1 end)';

/** $1 hash of the flow's token, $2 source, $3 now. */
const takeStatement = `
  with asked as (
    select c.account_id, c.factor_id,
      case c.purpose when 'activation' then 'activate:' || c.kind else c.factor_id::text end as subject
    from mfa.flow f join mfa.challenge c on c.id = f.challenge_id
    where f.token_hash = $1 and f.proof is null and f.abandoned_at is null and f.expires_at > $3
      and c.status = 'issued' and c.expires_at > $3
  ), factor as (
    -- Locked first: of many answers at once each sees what the one before has counted.
    select x.* from mfa.factor x, asked
    where x.id = asked.factor_id and not exists (
      select from mfa.attempt_budget b
      where b.account_id = asked.account_id and b.source = $2 and b.subject = asked.subject and b.locked_until > $3
    )
    for update of x
  ), counted as (
    insert into mfa.attempt_budget as b (account_id, source, subject, used, locks)
    select asked.account_id, $2, asked.subject, 1, 0
    from asked, factor
    where factor.status <> 'disabled' and factor.consecutive_failures < ${failuresUntilDisabled}
    on conflict (account_id, source, subject) do update set
      used = ${usedNow},
      locks = b.locks + (${usedNow} >= ${attemptsPerBudget})::int,
      locked_until = case when ${usedNow} >= ${attemptsPerBudget} then $3::timestamptz + make_interval(secs =>
        (array[${lockSeconds.join(', ')}])[least(b.locks, ${lockSeconds.length - 1}) + 1]) end
    where b.locked_until is null or b.locked_until <= $3
    returning *
  ), failed as (
    update mfa.factor x set consecutive_failures = x.consecutive_failures + 1 from counted, asked where x.id = asked.factor_id
  )
  select ${situationColumns('$2')},
    (select subject from asked) as subject,
    (select ${factorTable.json('factor')} from factor) as now,
    (select ${budgetTable.json('counted')} from counted) as counted
  from mfa.flow flow ${situationJoins} where flow.token_hash = $1`;

const approveStatement = (activation: boolean, insertMessages: string): string => `
  with enrollment as (
    select version from mfa.enrollment where account_id = $8 and ${activation} for update
  ), flow as (
    select version from mfa.flow where id = $1 and (select count(*) from enrollment) >= 0 for update
  ), factor as (
    select status, last_accepted_step from mfa.factor where id = $5 and exists (select from flow) for update
  ), verdict as (
    select case
      when flow.version <> $2 or factor.status <> '${activation ? 'pending' : 'active'}' then 'spent'
      when ${activation} and (select version from enrollment) is distinct from $11::int then 'spent'
      when factor.last_accepted_step >= $7::bigint then 'replayed'
      else 'approved' end as outcome
    from flow, factor
  ), won as (
    select from verdict where outcome = 'approved'
  ), proven as (
    update mfa.flow set proof = $3::jsonb, pending_factor_id = null, challenge_id = null, version = version + 1
    from won where id = $1
  ), approved as (
    update mfa.challenge set status = 'approved' from won where id = $4
  ), used as (
    update mfa.factor set last_used_at = $6, last_accepted_step = coalesce($7::bigint, last_accepted_step),
      consecutive_failures = 0 ${activation ? `, status = 'active', activated_at = $13::timestamptz` : ''}
    from won where id = $5
  ), ${
    activation
      ? `enrolled as (
    update mfa.enrollment set enrolled_at = $14::timestamptz, version = version + 1 from won where account_id = $8
  ),`
      : ''
  } cleared as (
    delete from mfa.attempt_budget using won where account_id = $8 and subject = $9 and source = $10
  ), messages as (
    ${insertMessages} where exists (select from won)
  )
  select outcome from verdict`;

const rejectStatement = (insertMessages: string): string => `
  with disabled as (
    update mfa.factor set status = 'disabled' where id = $1 and $2 and status in ('active', 'pending')
  )
  ${insertMessages}`;
