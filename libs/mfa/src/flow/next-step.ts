import { DomainError } from '@postern/kernel';
import type { AttemptBudget } from '../challenge/attempt-budget.js';
import type { Challenge } from '../challenge/challenge.js';
import { aalOf, reaches } from '../challenge/assurance.js';
import type { EmailVerification } from '../email-verification/email-verification.js';
import { isSingle, type EnrollableKind } from '../factor/factor-kind.js';
import type { Factor } from '../factor/factor.js';
import { asOf, mustEnroll, postponementsLeft, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { resultOf, type FlowResult } from './flow-result.js';
import {
  askable,
  firstAsked,
  hasAllowed,
  isAskable,
  isEnough,
  isTrusting,
  lacksAllowed,
  mustSetUp,
  wantedOfNew,
} from './reach.js';
import type { Situation } from './situation.js';

interface Challenged {
  factor: Factor;
  challenge: Challenge;
  budget: AttemptBudget;
}

export type Step =
  | { kind: 'choose-enrollment'; requiredFrom: Date; postponementsLeft: number | null; deadline: Date | null }
  | { kind: 'verify-email'; accountEmail: string }
  | { kind: 'await-email'; verification: EmailVerification }
  | { kind: 'enroll-factor'; allowed: readonly EnrollableKind[]; active: Factor[]; skippable: boolean }
  | ({ kind: 'activate-factor' } & Challenged)
  | ({ kind: 'answer-challenge'; alternatives: Factor[]; canRememberDevice: boolean; canRecover: boolean } & Challenged)
  /** Nothing to show: this factor is to be asked for before the flow goes on. */
  | { kind: 'ask-factor'; factor: Factor }
  | { kind: 'confirm-password'; username: string }
  | { kind: 'manage-factors'; factors: Factor[]; allowed: readonly EnrollableKind[]; mustKeepOne: boolean }
  /** The end of a recovery: it buys a new password, and no session. */
  | ({ kind: 'choose-password'; username: string } & FlowResult)
  /** `recoveryCodesLeft`: null when there never were any, undefined while nobody needs them. */
  | ({ kind: 'complete'; redirectTo: string | null; recoveryCodesLeft: number | null | undefined } & FlowResult)
  /** Too late, abandoned, or overtaken by what happened to the account: only a new beginning helps. */
  | { kind: 'ended'; abandoned: boolean };

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

const overtaken: Step = { kind: 'ended', abandoned: false };

/** What comes next in a flow. Pure, and the only place that decides it. */
export function nextStep(today: EnrollmentPolicy, situation: Situation, at: Date): Step {
  const policy = asOf(today, at);
  const { flow, enrollment } = situation;
  const { subject, purpose, abandonedAt } = flow.state;
  if (flow.isOver(at)) return { kind: 'ended', abandoned: abandonedAt !== null };
  // The password was changed, or somebody said "this was not me", since the flow began (S14).
  if (subject.credentialVersion < enrollment.state.credentialVersion) return overtaken;
  switch (purpose) {
    case 'sign-in':
      return signIn(policy, situation);
    case 'step-up':
      return stepUp(policy, situation);
    case 'recovery':
      return recovery(policy, situation);
    case 'manage-factors':
      return flow.state.doneAt ? complete(situation) : manage(policy, situation);
  }
}

function signIn(policy: EnrollmentPolicy, situation: Situation): Step {
  const { flow, enrollment } = situation;
  const { subject, proof, choice, startedEnrolled, trustedDeviceId, modifyRequested, doneAt } = flow.state;
  if (proof && modifyRequested && !doneAt) return manage(policy, situation);
  if (proof || isPasskeyEnough(policy, situation)) {
    if (lacksAllowed(policy, situation)) return enroll(policy, situation);
    // The policy has changed since it was asked for: another method has to be shown, in a new sign-in.
    if (!isEnough(policy, situation)) return overtaken;
    return second(policy, situation) ?? complete(situation);
  }
  // A remembered device adds no factor.
  if (trustedDeviceId) return isTrusting(policy, situation) ? complete(situation) : overtaken;
  if (flow.state.recovering) return recoverFactors(policy, situation);
  if (startedEnrolled) return answerChallenge(policy, situation);
  // Whoever was enrolling when another flow enrolled the account has to prove that factor, in a new sign-in.
  if (enrollment.isEnrolled) return overtaken;
  if (!mustEnroll(policy, subject)) {
    if (choice === 'not-now') return complete(situation);
    if (choice === null) return offer(policy, situation);
  }
  return verifyEmail(situation) ?? enroll(policy, situation);
}

function offer(policy: EnrollmentPolicy, { enrollment }: Situation): Step {
  const { requiredFrom, deadline } = policy;
  const left = postponementsLeft(policy, enrollment.state.postponements);
  return { kind: 'choose-enrollment', requiredFrom, postponementsLeft: left, deadline };
}

/** Where everybody must have a method, whoever has just set up their first is offered another one, and may do without. */
function second(policy: EnrollmentPolicy, situation: Situation): Step | null {
  const { flow, active } = situation;
  const { startedEnrolled, recovering, doneAt } = flow.state;
  if (policy.mfa !== 'required' || startedEnrolled || recovering || doneAt || active.length !== 1) return null;
  const taken = active.flatMap(({ state: { kind } }) => (isSingle(kind) ? kind : []));
  const allowed = policy.allowedKinds.filter((kind) => !taken.some((one) => one === kind));
  if (allowed.length === 0) return null;
  return activate(situation) ?? { kind: 'enroll-factor', allowed, active, skippable: true };
}

/** A passkey was shown in the place of the password, and nothing else is to be asked for that the application would rather have. */
function isPasskeyEnough(policy: EnrollmentPolicy, situation: Situation): boolean {
  const { subject } = situation.flow.state;
  if (!reaches(subject.aal, 'aal2')) return false;
  return policy.allowedKinds.includes('webauthn') || !hasAllowed(policy, situation);
}

function stepUp(policy: EnrollmentPolicy, situation: Situation): Step {
  const { subject, proof, passwordConfirmedAt } = situation.flow.state;
  if (proof) {
    if (lacksAllowed(policy, situation)) return enroll(policy, situation);
    return isEnough(policy, situation) ? complete(situation) : overtaken;
  }
  if (subject.stepUp?.satisfied && isEnough(policy, situation)) return complete(situation);
  const hasFactors = situation.enrolled.length > 0;
  if (!passwordConfirmedAt && (subject.amr.length === 0 || !hasFactors)) {
    return { kind: 'confirm-password', username: subject.username };
  }
  if (hasFactors) return answerChallenge(policy, situation);
  // Required by now, or where they are going: they set up what they would in a sign-in.
  return mustSetUp(policy, situation) ? (verifyEmail(situation) ?? enroll(policy, situation)) : complete(situation);
}

function recovery(policy: EnrollmentPolicy, situation: Situation): Step {
  const { subject, proof, startedEnrolled } = situation.flow.state;
  // A reset link alone never does what a second factor is there to prevent (S13).
  if (!proof && startedEnrolled) return answerChallenge(policy, situation);
  if (!proof && situation.enrollment.isEnrolled) return overtaken;
  return { kind: 'choose-password', username: subject.username, ...resultOf(situation) };
}

function manage(policy: EnrollmentPolicy, situation: Situation): Step {
  const { flow, verification } = situation;
  const first = verifyEmail(situation);
  if (first) return first;
  if (flow.state.changingEmail && verification && !verification.state.verifiedAt) {
    return { kind: 'await-email', verification };
  }
  return (
    activate(situation) ?? {
      kind: 'manage-factors',
      factors: [...situation.enrolled, ...(situation.recoveryCodes ? [situation.recoveryCodes] : [])],
      allowed: policy.allowedKinds,
      mustKeepOne: mustEnroll(policy, flow.state.subject),
    }
  );
}

/** Every factor was lost: the link to the verified address, then a new factor. Shows nothing of the old ones (S11). */
function recoverFactors(policy: EnrollmentPolicy, situation: Situation): Step {
  const { flow, enrollment, verification } = situation;
  if (!verification) throw new DomainError('flow.without_verification');
  // Somebody has factors to show after all, or was faster.
  const { factorsChangedAt } = enrollment.state;
  if (factorsChangedAt && factorsChangedAt > flow.state.startedAt) return overtaken;
  // The address is another one by now: the old mailbox proves nothing any more.
  if (!enrollment.state.verifiedAddress || !verification.isFor(enrollment.state.verifiedAddress)) return overtaken;
  return verification.state.verifiedAt ? enroll(policy, situation) : { kind: 'await-email', verification };
}

/** Before any factor an address is verified (R2). */
function verifyEmail({ flow, enrollment, verification }: Situation): Step | null {
  if (enrollment.state.verifiedAddress) return null;
  if (verification) return { kind: 'await-email', verification };
  return { kind: 'verify-email', accountEmail: flow.state.subject.email };
}

const enroll = (policy: EnrollmentPolicy, situation: Situation): Step =>
  activate(situation) ?? {
    kind: 'enroll-factor',
    allowed: policy.allowedKinds.filter((kind) => reaches(aalOf(kind), wantedOfNew(policy, situation))),
    // To who has proven one of them; a recovery shows nothing of what was lost.
    active: situation.flow.state.proof ? situation.active : [],
    skippable: false,
  };

function activate(situation: Situation): Step | null {
  const pending = situation.factor(situation.flow.state.pendingFactorId);
  if (!pending || pending.state.status === 'revoked') return null;
  // Another flow was faster to replace or remove the same one.
  if (pending.state.replaces && !situation.factor(pending.state.replaces)) return null;
  // Passcodes go to the verified address, which is another one by now (R7).
  if (pending.state.kind === 'email' && pending.state.destination !== situation.enrollment.state.verifiedAddress)
    return null;
  const challenged = challengedWith(situation, pending);
  if (!challenged) throw new DomainError('flow.without_challenge');
  return { kind: 'activate-factor', ...challenged };
}

function answerChallenge(policy: EnrollmentPolicy, situation: Situation): Step {
  const { challengeId } = situation.flow.state;
  if (challengeId === null) {
    const first = firstAsked(policy, situation);
    return first ? { kind: 'ask-factor', factor: first } : overtaken;
  }
  const factor = situation.factor(situation.challenge?.state.factorId ?? null);
  // It was removed or replaced meanwhile: what it asked for cannot be answered any more.
  const challenged = factor && factor.state.status !== 'revoked' && challengedWith(situation, factor);
  if (!challenged || !isAskable(policy, situation, factor)) return overtaken;
  const codes = situation.recoveryCodes;
  return {
    kind: 'answer-challenge',
    ...challenged,
    alternatives: [...askable(policy, situation), ...(codes?.state.recoveryHashes?.length ? [codes] : [])].filter(
      (other) => other !== factor,
    ),
    canRememberDevice: mayRemember(policy, situation),
    canRecover: canRecover(situation),
  };
}

/** Not with a factor in whose place one is set up that the application allows: that one will be asked for. */
function mayRemember(policy: EnrollmentPolicy, situation: Situation): boolean {
  if (situation.flow.state.purpose !== 'sign-in' || policy.rememberDeviceDays === 0) return false;
  return !mustSetUp(policy, situation);
}

/** Password and verified address are two proofs, unless the address is what the codes go to anyway. */
function canRecover({ flow, enrollment, active }: Situation): boolean {
  const { purpose, subject } = flow.state;
  const byEmail = active.some(({ state }) => state.kind === 'email');
  return purpose === 'sign-in' && subject.amr.includes('pwd') && !!enrollment.state.verifiedAddress && !byEmail;
}

function challengedWith(situation: Situation, factor: Factor): Challenged | null {
  const { challenge } = situation;
  if (challenge?.state.factorId !== factor.state.id) return null;
  return { factor, challenge, budget: situation.budget(challenge.attemptSubject) };
}

function complete(situation: Situation): Step {
  const { redirectTo } = situation.flow.state.subject;
  const codes = situation.recoveryCodes;
  const needed = situation.enrolled.length > 0 || codes !== null;
  const recoveryCodesLeft = needed ? (codes?.state.recoveryHashes?.length ?? null) : undefined;
  return { kind: 'complete', redirectTo, recoveryCodesLeft, ...resultOf(situation) };
}
