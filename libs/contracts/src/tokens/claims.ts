import { z } from 'zod';
import { aal } from '../http/public.js';
import { enrollableKind } from '../http/factor.js';
import { locale } from '../http/fields.js';
import { flowPurpose } from '../http/flow-step.js';

/** Services that sign tokens for each other; the name is the token's `iss` and `aud` (RFC 7519). */
export const serviceName = z.enum(['gateway', 'identity', 'mfa', 'notifications']);
export type ServiceName = z.infer<typeof serviceName>;

/** Gateway → a service, as bearer token. Grants nothing but the right to call. */
export const serviceTokenClaims = z.object({ sub: serviceName });

/** The application that somebody signs in to, as far as the second factor depends on it. */
const subjectApplication = z.object({
  slug: z.string(),
  name: z.string(),
  support_contact: z.string(),
  allowed_factors: z.array(enrollableKind),
  /** Absent in a token from before applications could say so, as are `deadline` and `least_aal`. */
  mfa: z.enum(['offered', 'required']).default('offered'),
  /** Null: no rule of its own. */
  required_from: z.int().nullable(),
  deadline: z.int().nullable().default(null),
  max_postponements: z.int().nullable(),
  least_aal: z.enum(['aal1', 'aal2']).default('aal1'),
  remember_device_days: z.int(),
});

/**
 * identity → mfa: who it is about and what has been proven. For the purposes of flows it buys one flow; `account` lets mfa
 * show what is the person's, `manage-factors` change it once, `factor-reset` is the help desk's. Its `jti` is taken once,
 * save for `account`. Times are seconds since the epoch.
 */
export const subjectTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  purpose: z.enum([...flowPurpose.options, 'account', 'factor-reset']),
  username: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  locale,
  created_at: z.int(),
  auth_time: z.int(),
  /** Changes with every password change; a flow begun before one buys no session after it. */
  credential_version: z.int(),
  application: subjectApplication.nullable(),
  redirect_to: z.string().nullable(),
  organizations: z.array(z.string()),
  /** What was proven before: by the password or passkey just now, or by the session where it is still worth something. */
  amr: z.array(z.string()),
  /** The level that `amr` amounts to. */
  aal,
  /** The session that is stepped up or from which factors are managed. */
  session: z.object({ id: z.uuid() }).nullable(),
  /** Of a step-up: what is wanted, and whether the session gives it already. */
  step_up: z.object({ aal: aal.nullable(), satisfied: z.boolean() }).nullable(),
  /** Who acts, where it is not the person: an operator or the help desk. */
  actor: z.uuid().nullable(),
});
export type SubjectTokenClaims = z.infer<typeof subjectTokenClaims>;

/**
 * mfa → identity: the flow is satisfied. `jti` is the flow's id, and a flow has one session; of the purpose `recovery` it
 * buys a new password instead.
 */
export const assuranceTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  purpose: flowPurpose,
  amr: z.array(z.string()),
  aal,
  /** What the account's factors could prove at most: sensitive calls ask for it (S11). */
  highest_aal: aal,
  auth_time: z.int(),
  credential_version: z.int(),
  application: z.string().nullable(),
  /** The session that this one takes the place of. */
  session: z.uuid().nullable(),
  /** The factor that was used or enrolled; null when the person postponed enrollment. */
  factor: z.object({ id: z.uuid(), kind: z.string() }).nullable(),
});
export type AssuranceTokenClaims = z.infer<typeof assuranceTokenClaims>;

/** mfa → identity: in this flow the password is asked for again. Grants nothing without it. */
export const confirmationTokenClaims = z.object({ sub: z.uuid(), jti: z.uuid(), purpose: z.literal('step-up') });
export type ConfirmationTokenClaims = z.infer<typeof confirmationTokenClaims>;

/** mfa → identity: a passkey was shown instead of a password. Used at once, in the same request of the person's. */
export const passkeyTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  amr: z.array(z.string()),
  aal,
  auth_time: z.int(),
  factor: z.object({ id: z.uuid(), kind: z.literal('webauthn') }),
});
export type PasskeyTokenClaims = z.infer<typeof passkeyTokenClaims>;

/**
 * identity → mfa: somebody may read or change what concerns one organization. Fetched for each call of the person's; a token to
 * change something is taken once.
 */
export const administrationTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  username: z.string(),
  locale,
  organization: z.object({ id: z.uuid(), name: z.string() }),
  role: z.enum(['administrator', 'operator', 'support']),
  permission: z.enum(['read', 'change']),
  application: subjectApplication.nullable(),
});
export type AdministrationTokenClaims = z.infer<typeof administrationTokenClaims>;

export const tokenTypes = {
  service: 'postern-service+jwt',
  subject: 'postern-subject+jwt',
  assurance: 'postern-assurance+jwt',
  confirmation: 'postern-confirmation+jwt',
  passkey: 'postern-passkey+jwt',
  administration: 'postern-administration+jwt',
} as const;
export type TokenType = keyof typeof tokenTypes;
