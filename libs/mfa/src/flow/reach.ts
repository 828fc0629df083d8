import { aalOf, assuranceOf, higherOf, highestAal, reaches, type Aal } from '../challenge/assurance.js';
import { isEnrollable, type FactorKind } from '../factor/factor-kind.js';
import { byLastUse, type Factor } from '../factor/factor.js';
import { mustEnroll, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import type { Situation } from './situation.js';

/** Whether the application, or the installation, lets people use it. */
const isAllowed = (policy: EnrollmentPolicy, { state: { kind } }: Factor): boolean =>
  isEnrollable(kind) && policy.allowedKinds.includes(kind);

/** Whether the account has something to show that this sign-in allows. */
export const hasAllowed = (policy: EnrollmentPolicy, { active }: Situation): boolean =>
  active.some((factor) => isAllowed(policy, factor));

/** Whoever must have a factor has none that this sign-in or step-up allows. */
export const mustSetUp = (policy: EnrollmentPolicy, situation: Situation): boolean =>
  mustEnroll(policy, situation.flow.state.subject) && !hasAllowed(policy, situation);

/** Whether what was proven is as much as the policy asks of every session. */
export function isEnough(policy: EnrollmentPolicy, situation: Situation): boolean {
  const { subject, proof, purpose } = situation.flow.state;
  const { aal, amr } = assuranceOf(subject, proof);
  if (!reaches(aal, policy.leastAal)) return false;
  if (purpose !== 'step-up' || proof) return true;
  // A session from before the requirement, or from elsewhere, has shown no second factor yet.
  return !mustSetUp(policy, situation) && (policy.mfa !== 'required' || amr.includes('mfa'));
}

/** What a factor that is set up in the flow must reach: anything will do where enough was proven before. */
export function wantedOfNew(policy: EnrollmentPolicy, { flow }: Situation): Aal {
  const { subject, proof } = flow.state;
  const wanted = higherOf(subject.stepUp?.aal ?? 'aal1', policy.leastAal);
  return proof && reaches(assuranceOf(subject, proof).aal, wanted) ? policy.leastAal : wanted;
}

/** The level that the answer must have. */
function wantedOf(policy: EnrollmentPolicy, situation: Situation): Aal {
  const { purpose, subject } = situation.flow.state;
  const highest = highestAal(situation.factors);
  switch (purpose) {
    case 'sign-in':
      // What the application does not allow is taken only where it is the best that there is, as a factor is added on it (S11).
      return hasAllowed(policy, situation) ? 'aal1' : highest;
    case 'recovery':
      // The link came by e-mail: a code that comes the same way is no second proof where there is another one (S13).
      return highest;
    case 'step-up': {
      // It never renews what it does not prove again: with a session of a higher level than was asked for, that level.
      const asked = higherOf(subject.stepUp?.aal ?? highest, policy.leastAal);
      const wanted = reaches(highest, subject.aal) ? higherOf(asked, subject.aal) : asked;
      // Where one that reaches it is to be set up, the best of the others comes first.
      return mustSetUp(policy, situation) ? highest : wanted;
    }
    case 'manage-factors':
      return 'aal1';
  }
}

function sufficient(policy: EnrollmentPolicy, situation: Situation, factors: readonly Factor[]): Factor[] {
  const wanted = wantedOf(policy, situation);
  return factors.filter(({ state }) => reaches(aalOf(state.kind), wanted)).sort(byLastUse);
}

/**
 * The factors that may answer in this flow, the last used first: those that the application allows, or, where none of them will
 * do, those that the account has.
 */
export function askable(policy: EnrollmentPolicy, situation: Situation): Factor[] {
  const able = sufficient(policy, situation, situation.active);
  const allowed = able.filter((factor) => isAllowed(policy, factor));
  return allowed.length > 0 ? allowed : able;
}

/** Whether it may still answer: since it was asked for, the policy may have changed. */
export const isAskable = (policy: EnrollmentPolicy, situation: Situation, factor: Factor): boolean =>
  factor.state.status !== 'active' || !isEnrollable(factor.state.kind) || askable(policy, situation).includes(factor);

/** With no active one left the person meets the disabled one, locked: never a fresh enrollment. */
function asked(policy: EnrollmentPolicy, situation: Situation): Factor[] {
  const able = askable(policy, situation);
  return able.length > 0 ? able : sufficient(policy, situation, situation.enrolled);
}

/** Which factor is asked for at first. Null where none is enrolled. */
export const firstAsked = (policy: EnrollmentPolicy, situation: Situation): Factor | null =>
  asked(policy, situation)[0] ?? null;

/**
 * Whoever must have a factor has none that this sign-in allows, and sets one up after proving the best of the others. An answer
 * that is less than the account can give adds nothing (S11).
 */
export function lacksAllowed(policy: EnrollmentPolicy, situation: Situation): boolean {
  const { subject, proof } = situation.flow.state;
  const { enrolled, factors } = situation;
  if (enrolled.length === 0 || !mustSetUp(policy, situation)) return false;
  return reaches(assuranceOf(subject, proof).aal, highestAal(factors));
}

/**
 * Whether a device that was remembered with this kind stands for what would be asked for. A recovery code stood in for
 * whatever there is. Nothing does where a factor is to be set up.
 */
export function isSkippedBy(policy: EnrollmentPolicy, situation: Situation, kind: FactorKind): boolean {
  const must = mustEnroll(policy, situation.flow.state.subject);
  const skipped = asked(policy, situation).filter((factor) => !must || isAllowed(policy, factor));
  return skipped.some(({ state }) => !isEnrollable(kind) || state.kind === kind);
}

/** Whether a device that was recognized in this flow still counts: the policy may have changed since. */
export const isTrusting = (policy: EnrollmentPolicy, { flow, enrolled }: Situation): boolean =>
  policy.rememberDeviceDays > 0 &&
  (!mustEnroll(policy, flow.state.subject) || enrolled.some((factor) => isAllowed(policy, factor)));

/** A step-up to a level that none of the account's active factors proves, where none is set up in it. */
export function isUnreachable(policy: EnrollmentPolicy, situation: Situation): boolean {
  const { purpose, subject } = situation.flow.state;
  const wanted = subject.stepUp?.aal;
  if (purpose !== 'step-up' || !wanted || subject.stepUp?.satisfied || wanted === 'aal1') return false;
  const canSetUp = mustSetUp(policy, situation) && policy.allowedKinds.some((kind) => reaches(aalOf(kind), wanted));
  return !canSetUp && !situation.active.some(({ state }) => reaches(aalOf(state.kind), wanted));
}
