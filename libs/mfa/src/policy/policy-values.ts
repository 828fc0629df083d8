import { aalOf, higherOf, reaches, type Aal } from '../challenge/assurance.js';
import { enrollableKinds, type EnrollableKind } from '../factor/factor-kind.js';

/** What somebody who may ask for it asks of second factors; null: nothing of their own. */
export interface PolicyValues {
  /** `required`: of everybody, whenever their account was made. */
  mfa: 'offered' | 'required' | null;
  /** Accounts created at or after this moment must enroll. */
  requiredFrom: Date | null;
  /** From then on "not now" is not offered to anybody any more. */
  deadline: Date | null;
  /** How often "not now" may be chosen in all. */
  maxPostponements: number | null;
  allowedKinds: readonly EnrollableKind[] | null;
  /** `aal2`: codes by e-mail and remembered devices are not enough (NIST SP 800-63B-4 section 3.1.3.1). */
  leastAal: Aal | null;
  /** For how many days a remembered device skips the second factor; 0: never. */
  rememberDeviceDays: number | null;
}

export const nothing: PolicyValues = {
  mfa: null,
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  allowedKinds: null,
  leastAal: null,
  rememberDeviceDays: null,
};

/** With what follows from it: a level that not every kind reaches requires one that does, at every sign-in. */
export function implied(values: PolicyValues): PolicyValues {
  const { leastAal } = values;
  if (leastAal === null || leastAal === 'aal1') return values;
  return {
    ...values,
    mfa: 'required',
    allowedKinds: (values.allowedKinds ?? enrollableKinds).filter((kind) => reaches(aalOf(kind), leastAal)),
    rememberDeviceDays: 0,
  };
}

/** The strictest of all, value by value. Kinds may be none at all. */
export const strictest = (all: readonly PolicyValues[]): PolicyValues => all.map(implied).reduce(stricter, nothing);

function stricter(one: PolicyValues, other: PolicyValues): PolicyValues {
  const [kinds, others] = [one.allowedKinds, other.allowedKinds];
  return {
    mfa: both(one.mfa, other.mfa, (a, b) => (a === 'required' ? a : b)),
    requiredFrom: both(one.requiredFrom, other.requiredFrom, earlier),
    deadline: both(one.deadline, other.deadline, earlier),
    maxPostponements: both(one.maxPostponements, other.maxPostponements, Math.min),
    // In one order, whoever asks first.
    allowedKinds: enrollableKinds.filter(
      (kind) => (kinds ?? others)?.includes(kind) && (others ?? kinds)?.includes(kind),
    ),
    leastAal: both(one.leastAal, other.leastAal, higherOf),
    rememberDeviceDays: both(one.rememberDeviceDays, other.rememberDeviceDays, Math.min),
    ...(kinds === null && others === null ? { allowedKinds: null } : {}),
  };
}

const both = <Value>(one: Value | null, other: Value | null, choose: (a: Value, b: Value) => Value): Value | null =>
  one === null || other === null ? (one ?? other) : choose(one, other);

const earlier = (one: Date, other: Date): Date => (one <= other ? one : other);
