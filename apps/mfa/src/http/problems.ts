import type { Refusal, VerifyEmailOutcome } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { phoneRefusal } from './phone-refusals.js';

type Code = Refusal['code'];
type RefusalOf<C extends Code> = Extract<Refusal, { code: C }> extends never ? Refusal : Extract<Refusal, { code: C }>;

const secondsUntil = (moment: Date, now: Date): number => Math.ceil((moment.getTime() - now.getTime()) / 1000);
const retry = (moment: Date | null, now: Date) =>
  moment ? { retryAt: moment.toISOString(), retryAfterSeconds: secondsUntil(moment, now) } : {};
/** How long ago sensitive changes may be preceded by a proof (S11). */
const freshSeconds = 300;

const plain = (refusal: { code: Code }): Problem => new Problem(refusal.code);

/** Every way in which the domain refuses a call, as the client meets it. A refusal without a line does not compile. */
const table: { [C in Code]: (refusal: RefusalOf<C>, now: Date) => Problem } = {
  'flow.not_found': plain,
  'flow.expired': plain,
  'flow.step_out_of_order': (refusal) =>
    new Problem('flow.step_out_of_order', 'step' in refusal ? { step: refusal.step } : {}),
  'flow.postponement_refused': plain,
  'phone.refused': ({ reason }) => new Problem('phone.refused', { errors: [phoneRefusal(reason)] }),
  'factor.kind_not_allowed': plain,
  'factor.not_found': plain,
  'factor.last_one': plain,
  'factor.limit': plain,
  'factor.recovery_not_possible': plain,
  'step_up.unreachable': plain,
  'session.step_up_required': ({ aal }) =>
    new Problem('session.step_up_required', { required: { aal, maxAgeSeconds: freshSeconds } }),
  'challenge.rejected': ({ attemptsLeft, retryAt }, now) =>
    new Problem('challenge.rejected', { attemptsLeft, ...retry(retryAt, now) }),
  'challenge.locked': ({ retryAt }, now) =>
    new Problem('challenge.locked', { attemptsLeft: 0, ...retry(retryAt, now) }),
  'challenge.resend_too_soon': ({ resendAt }, now) =>
    new Problem('challenge.resend_too_soon', {
      resendAt: resendAt.toISOString(),
      retryAfterSeconds: secondsUntil(resendAt, now),
    }),
  'challenge.resend_limit': plain,
};

export const problemOf = (refusal: Refusal, now: Date): Problem =>
  (table[refusal.code] as (refusal: Refusal, now: Date) => Problem)(refusal, now);

export const linkProblems = {
  unknown: () => new Problem('email_verification.unknown'),
  spent: () => new Problem('email_verification.spent'),
  expired: () => new Problem('email_verification.expired'),
} satisfies Record<Exclude<VerifyEmailOutcome['kind'], 'verified'>, () => Problem>;
