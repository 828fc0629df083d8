import type { Aal } from '../challenge/assurance.js';
import type { Step, StepKind } from '../flow/next-step.js';
import type { Situation } from '../flow/situation.js';
import type { PhoneRefusal } from '../factor/phone-number.js';

/** Why a call changed nothing (but attempts). The codes are those of the problem table. */
export type Refusal =
  | { code: 'flow.not_found' | 'flow.expired' }
  | { code: 'flow.step_out_of_order'; step: StepKind }
  | { code: 'flow.postponement_refused' }
  | { code: 'phone.refused'; field: 'phone'; reason: PhoneRefusal }
  | { code: 'factor.kind_not_allowed' | 'factor.not_found' | 'factor.last_one' | 'factor.limit' }
  | { code: 'factor.recovery_not_possible' | 'step_up.unreachable' }
  /** `aal`: what the session must have to manage the account's factors. */
  | { code: 'session.step_up_required'; aal: Aal }
  | { code: 'challenge.rejected'; attemptsLeft: number; retryAt: Date | null }
  /** `retryAt` is null when the factor is disabled. */
  | { code: 'challenge.locked'; retryAt: Date | null }
  | { code: 'challenge.resend_too_soon'; resendAt: Date }
  | { code: 'challenge.resend_limit' };

export type Refused = { ok: false; refusal: Refusal };

/** The flow as it is after the call. */
export type Progress = { ok: true; situation: Situation; step: Step };

export type FlowOutcome = Progress | Refused;

export const refused = (refusal: Refusal): Refused => ({ ok: false, refusal });

/** Why a message cannot be sent again at `at`, if it cannot; `resendAt` is null when it was sent as often as it may be. */
export function tooEarly(resendAt: Date | null, at: Date): Refusal | null {
  if (!resendAt) return { code: 'challenge.resend_limit' };
  return at < resendAt ? { code: 'challenge.resend_too_soon', resendAt } : null;
}
