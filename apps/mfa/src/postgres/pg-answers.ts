import { DomainError } from '@postern/kernel';
import {
  Answers,
  failuresUntilDisabled,
  type Attempt,
  type AttemptBudgetState,
  type Challenge,
  type Factor,
  type FactorState,
  type FlowTokenHash,
  type Situation,
  type Source,
  type Trace,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import { rejectStatement, takeStatement } from './answer-statements.js';
import { approveStatement, type ApproveStatement, type Variant } from './approve-statement.js';
import { originOf, situationOf, type SituationRow } from './situations.js';
import type { Json } from './table.js';
import { budgetTable } from './tables.js';

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
  private readonly approveStatements = new Map<string, ApproveStatement>();
  private readonly rejectStatement: string;

  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
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

  async approve(situation: Situation, trace: Trace): Promise<'approved' | 'spent' | 'replayed'> {
    const origin = originOf(situation);
    if (!origin) return 'spent';
    const { flowVersion, enrollmentVersion } = origin;
    const messages = this.messages.of(situation);
    const statement = this.statementFor({
      activation: asked(situation).challenge.state.purpose === 'activation',
      trace: trace.kind,
      remembers: situation.remembered !== null,
      forgets: situation.forgetsDevices,
    });
    const rows = this.outbox.rows(messages);
    const values = statement.values({ situation, trace, flowVersion, enrollmentVersion, messages: rows });
    const [row] = await this.database
      .query<{ outcome: 'approved' | 'spent' | 'replayed' }>(statement.name, statement.text, values)
      .catch((error: unknown) => {
        if (isRegisteredAlready(error)) return [{ outcome: 'replayed' as const }];
        throw error;
      });
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

  /** Texts are made once: PostgreSQL plans each by its name. */
  private statementFor(variant: Variant): ApproveStatement {
    const key = Object.values(variant).join(' ');
    const known = this.approveStatements.get(key);
    if (known) return known;
    const statement = approveStatement(variant, (parameter) => this.outbox.insertClause(parameter));
    this.approveStatements.set(key, statement);
    return statement;
  }

  /** Waking the relay costs it a transaction, and most right answers have nothing to tell. */
  private wakeFor(messages: readonly unknown[]): void {
    if (messages.length > 0) this.outbox.wake();
  }
}

/** One credential belongs to one factor, whoever wants to register it once more. */
function isRegisteredAlready(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'factor_passkey';
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
  // Removed by another flow, or a set of codes that was renewed: there is nothing left to answer with.
  if (!row.now || row.now.status === 'revoked') return { outcome: 'nothing-to-answer' };
  if (row.now.status === 'disabled' || row.now.consecutiveFailures >= failuresUntilDisabled) {
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
