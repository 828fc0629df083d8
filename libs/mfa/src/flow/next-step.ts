import { DomainError } from '@postern/kernel';
import type { AttemptBudget } from '../challenge/attempt-budget.js';
import { assuranceOf, type Assurance } from '../challenge/assurance.js';
import type { Challenge } from '../challenge/challenge.js';
import type { EmailVerification } from '../email-verification/email-verification.js';
import type { FactorKind } from '../factor/factor-kind.js';
import { byLastUse, type Factor } from '../factor/factor.js';
import type { FactorId } from '../ids.js';
import { mustEnroll, postponementsLeft, type EnrollmentPolicy } from './enrollment-policy.js';
import type { Situation } from './situation.js';

interface Challenged {
  factor: Factor;
  challenge: Challenge;
  budget: AttemptBudget;
}

export type Step =
  | { kind: 'choose-enrollment'; requiredFrom: Date; postponementsLeft: number | null }
  | { kind: 'verify-email'; accountEmail: string }
  | { kind: 'await-email'; verification: EmailVerification }
  | { kind: 'enroll-factor'; allowed: readonly FactorKind[]; active: Factor[]; skippable: boolean }
  | ({ kind: 'activate-factor' } & Challenged)
  | ({ kind: 'answer-challenge'; alternatives: Factor[] } & Challenged)
  | { kind: 'complete'; assurance: Assurance; factor: { id: FactorId; kind: FactorKind } | null }
  /** Too late, abandoned, or overtaken by another flow of the account: only a new sign-in helps. */
  | { kind: 'ended'; abandoned: boolean };

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

/** What comes next in a flow. Pure, and the only place that decides it. */
export function nextStep(policy: EnrollmentPolicy, situation: Situation, at: Date): Step {
  const { flow, enrollment } = situation;
  const { subject, proof, choice, startedEnrolled, abandonedAt } = flow.state;
  if (flow.isOver(at)) return { kind: 'ended', abandoned: abandonedAt !== null };
  if (proof) {
    const factor = { id: proof.factorId, kind: proof.kind };
    return { kind: 'complete', assurance: assuranceOf(subject.amr, proof.kind), factor };
  }
  if (startedEnrolled) return answerChallenge(situation);
  // Whoever was enrolling when another flow enrolled the account has to prove that factor, in a new sign-in.
  if (enrollment.isEnrolled) return { kind: 'ended', abandoned: false };
  if (choice === 'not-now') return { kind: 'complete', assurance: assuranceOf(subject.amr, null), factor: null };
  if (choice === null && !mustEnroll(policy, subject)) {
    const left = postponementsLeft(policy, enrollment.state.postponements);
    return { kind: 'choose-enrollment', requiredFrom: policy.requiredFrom, postponementsLeft: left };
  }
  return enroll(policy, situation);
}

function enroll(policy: EnrollmentPolicy, situation: Situation): Step {
  const { flow, enrollment, verification } = situation;
  if (!enrollment.state.verifiedAddress) {
    if (verification) return { kind: 'await-email', verification };
    return { kind: 'verify-email', accountEmail: flow.state.subject.email };
  }
  const pending = situation.factor(flow.state.pendingFactorId);
  if (pending && pending.state.status !== 'revoked')
    return { kind: 'activate-factor', ...challenged(situation, pending) };
  return { kind: 'enroll-factor', allowed: policy.allowedKinds, active: situation.active, skippable: false };
}

function answerChallenge(situation: Situation): Step {
  const factor = situation.factor(situation.challenge?.state.factorId ?? null);
  if (!factor) throw new DomainError('flow.without_challenge');
  const alternatives = situation.active.filter((other) => other !== factor).sort(byLastUse);
  return { kind: 'answer-challenge', ...challenged(situation, factor), alternatives };
}

function challenged(situation: Situation, factor: Factor): Challenged {
  const { challenge } = situation;
  if (challenge?.state.factorId !== factor.state.id) throw new DomainError('flow.without_challenge');
  return { factor, challenge, budget: situation.budget(challenge.attemptSubject) };
}
