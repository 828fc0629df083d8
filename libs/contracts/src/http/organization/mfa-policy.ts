import { z } from 'zod';
import { enrollableKind } from '../factor.js';
import { pageQuery } from './organization.js';

const moment = z.iso.datetime();
const kinds = z.array(enrollableKind).min(1).max(enrollableKind.options.length);

/** What an organization says of second factors; null: nothing of its own. The strictest of all that apply wins. */
export const mfaPolicy = z.strictObject({
  /** `required`: of everybody, whenever their account was made. */
  mfa: z.enum(['offered', 'required']).nullable(),
  /** Accounts made at or after this moment must enroll. */
  requiredFrom: moment.nullable(),
  /** From then on "Not now" is not offered any more. */
  deadline: moment.nullable(),
  /** How often "Not now" may be chosen. */
  maxPostponements: z.int().min(0).max(1000).nullable(),
  allowedFactors: kinds.nullable(),
  /** `aal2`: e-mail codes and remembered devices are not enough (NIST SP 800-63B-4 section 3.1.3.1). */
  leastAal: z.enum(['aal1', 'aal2']).nullable(),
  /** For how many days a remembered device skips the second factor; 0: never. */
  rememberDeviceDays: z.int().min(0).max(365).nullable(),
});
export type MfaPolicy = z.infer<typeof mfaPolicy>;

/** Grows with each change. */
const revision = z.int().min(0);
/** `revision`: of the policy that this one takes the place of. */
export const changeMfaPolicyRequest = mfaPolicy.extend({ revision });
export type ChangeMfaPolicyRequest = z.infer<typeof changeMfaPolicyRequest>;

export const policyScope = z.enum(['installation', 'application', 'organization']);
const from = <Value extends z.ZodType>(value: Value) =>
  /** `from`: every scope that asks for exactly this; `name`: of the application or organization. */
  z.strictObject({ value, from: z.array(z.strictObject({ scope: policyScope, name: z.string().nullable() })) });

/** What holds for a member, and where each value comes from. */
export const effectiveMfaPolicy = z.strictObject({
  mfa: from(z.enum(['offered', 'required'])),
  /** Null: no account has to because of its age. */
  requiredFrom: from(moment.nullable()),
  deadline: from(moment.nullable()),
  maxPostponements: from(z.int().nullable()),
  allowedFactors: from(kinds),
  leastAal: from(z.enum(['aal1', 'aal2'])),
  rememberDeviceDays: from(z.int()),
});
export type EffectiveMfaPolicy = z.infer<typeof effectiveMfaPolicy>;

/** `application`: for signing in to that one; absent: to the account itself. */
export const mfaPolicyQuery = z.strictObject({ application: z.string().min(1).max(64).optional() });
export const mfaPolicyView = z.strictObject({
  own: mfaPolicy,
  effective: effectiveMfaPolicy,
  /** When MFA became required of everybody; null while it is not. */
  requiredSince: moment.nullable(),
  updatedAt: moment.nullable(),
  revision,
});
export type MfaPolicyView = z.infer<typeof mfaPolicyView>;

/** What would happen if this were the policy; absent: if MFA were required of everybody, and the rest as it is. */
export const mfaDryRunRequest = pageQuery.extend({
  limit: z.int().min(1).max(100).default(25),
  policy: mfaPolicy.optional(),
});
export type MfaDryRunRequest = z.infer<typeof mfaDryRunRequest>;
export const mfaDryRun = z.strictObject({
  members: z.int().min(0),
  /** Have to set a method up at their next sign-in. */
  asked: z.int().min(0),
  /** Have one that is allowed. */
  ready: z.int().min(0),
  /** Of those who are asked: have no verified address yet, so they begin with that. */
  withoutVerifiedAddress: z.int().min(0),
  /** Closed or disabled accounts: nothing is asked of them. */
  leftOut: z.int().min(0),
  /** Who is asked, by username. */
  who: z.array(
    z.strictObject({
      accountId: z.uuid(),
      username: z.string(),
      email: z.string(),
      addressVerified: z.boolean(),
      /** Has a method, but none that the policy allows. */
      notAllowed: z.boolean(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type MfaDryRun = z.infer<typeof mfaDryRun>;
