import {
  AttemptBudget,
  Challenge,
  EmailVerification,
  Enrollment,
  Factor,
  FactorReset,
  SecondFactorFlow,
  Situation,
  type AccountStanding,
  type AttemptBudgetState,
  type ChallengeState,
  type EmailVerificationState,
  type EnrollmentState,
  type FactorResetState,
  type FactorState,
  type FlowState,
  type Source,
  type SubjectApplication,
} from '@postern/mfa-domain';
import type { AccountId } from '@postern/kernel';
import type { Json } from './table.js';
import {
  budgetTable,
  challengeTable,
  enrollmentTable,
  factorResetTable,
  factorTable,
  flowTable,
  verificationTable,
  type StoredFlow,
} from './tables.js';

export interface StandingRow {
  enrollment: Json<EnrollmentState & { version: number }> | null;
  factors: Json<FactorState>[] | null;
  budgets: Json<AttemptBudgetState>[] | null;
  /** Only where a flow begins. */
  reset?: Json<FactorResetState> | null;
}

export interface SituationRow extends StandingRow {
  flow: Json<StoredFlow>;
  challenge: Json<ChallengeState> | null;
  verification: Json<EmailVerificationState> | null;
}

/** What a situation was when it was loaded: tells what has changed, and whether another call was faster. */
export interface Origin {
  flowVersion: number;
  enrollmentVersion: number;
  /** States that are stored as they are. Aggregates replace their state, never change it. */
  stored: ReadonlySet<object>;
}

const origins = new WeakMap<Situation, Origin>();

export const originOf = (situation: Situation): Origin | undefined => origins.get(situation);

/** Columns of a `StandingRow`, for the account that `accountId` names and the source in `source`. */
export const standingColumns = (accountId: string, source: string, pendingFactorId = 'null'): string => `
  (select ${enrollmentTable.json('e')} from mfa.enrollment e where e.account_id = ${accountId}) as enrollment,
  (select json_agg(${factorTable.json('x')} order by x.created_at, x.id) from mfa.factor x
   where x.account_id = ${accountId} and (x.status in ('active', 'disabled') or x.id = ${pendingFactorId})) as factors,
  (select json_agg(${budgetTable.json('b')}) from mfa.attempt_budget b
   where b.account_id = ${accountId} and b.source = ${source}) as budgets`;

/** Columns of a `SituationRow`; `flow`, `challenge` and `verification` are in the from clause of `situationJoins`. */
export const situationColumns = (source: string): string => `
  ${flowTable.json('flow')} as flow,
  case when challenge.id is not null then ${challengeTable.json('challenge')} end as challenge,
  case when verification.id is not null then ${verificationTable.json('verification')} end as verification,
  ${standingColumns('flow.account_id', source, 'flow.pending_factor_id')}`;

export const situationJoins = `
  left join mfa.challenge challenge on challenge.id = flow.challenge_id
  left join mfa.email_verification verification on verification.id = flow.verification_id`;

export function standingOf(row: StandingRow, accountId: AccountId): AccountStanding {
  return {
    enrollment: row.enrollment
      ? Enrollment.restore(enrollmentTable.restore(row.enrollment))
      : Enrollment.none(accountId),
    factors: (row.factors ?? []).map((factor) => Factor.restore(factorTable.restore(factor))),
    budgets: (row.budgets ?? []).map((budget) => AttemptBudget.restore(budgetTable.restore(budget))),
    reset: row.reset ? FactorReset.restore(factorResetTable.restore(row.reset)) : null,
  };
}

export function situationOf(row: SituationRow, source: Source): Situation {
  const flow = SecondFactorFlow.restore(flowStateOf(row.flow));
  const { enrollment, factors, budgets } = standingOf(row, flow.state.subject.accountId);
  const situation = new Situation(flow, source, enrollment, factors, budgets);
  situation.challenge = row.challenge && Challenge.restore(challengeTable.restore(row.challenge));
  situation.verification = row.verification && EmailVerification.restore(verificationTable.restore(row.verification));
  const aggregates = [enrollment, ...factors, situation.challenge, situation.verification];
  origins.set(situation, {
    flowVersion: row.flow.version,
    enrollmentVersion: row.enrollment?.version ?? 0,
    stored: new Set(aggregates.flatMap((aggregate) => aggregate?.state ?? [])),
  });
  return situation;
}

function flowStateOf(row: SituationRow['flow']): FlowState {
  const { version: _version, accountId: _account, subjectTokenId: _token, ...state } = flowTable.restore(row);
  const { subject, proof } = state;
  const { application } = subject;
  return {
    ...state,
    // Inside JSON columns moments are text still.
    subject: {
      ...subject,
      accountCreatedAt: new Date(subject.accountCreatedAt),
      authenticatedAt: new Date(subject.authenticatedAt),
      application: application && applicationOf(application),
    },
    proof: proof && { ...proof, at: new Date(proof.at) },
  };
}

/** A flow from before applications could say so has neither `mfa` nor `deadline` nor `leastAal`. */
function applicationOf(stored: SubjectApplication): SubjectApplication {
  const { mfa = 'offered', requiredFrom, deadline, leastAal = 'aal1' }: Partial<SubjectApplication> = stored;
  const moment = (at: Date | null | undefined) => (at ? new Date(at) : null);
  return { ...stored, mfa, leastAal, requiredFrom: moment(requiredFrom), deadline: moment(deadline) };
}
