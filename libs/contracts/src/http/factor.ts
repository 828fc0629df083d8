import { z } from 'zod';

export const factorKind = z.enum(['sms', 'email', 'totp', 'webauthn', 'recovery_code']);
/** The kinds that prove somebody at every sign-in; recovery codes only stand in for them. */
export const enrollableKind = factorKind.exclude(['recovery_code']);
export type EnrollableKind = z.infer<typeof enrollableKind>;

const moment = z.iso.datetime();

/** A factor as the person sees it; the destination is masked. */
export const factorView = z.strictObject({
  id: z.uuid(),
  kind: factorKind,
  label: z.string(),
  destination: z.string().optional(),
  activatedAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  /** Of a set of recovery codes: how many have not been used. */
  codesLeft: z.int().min(0).optional(),
  /** True for one that takes no answers any more, after too many wrong ones in a row; absent otherwise. */
  disabled: z.boolean().optional(),
});
export type FactorView = z.infer<typeof factorView>;

export const challengeView = z.strictObject({
  id: z.uuid(),
  kind: factorKind,
  expiresAt: moment,
  /** When another message may be asked for; null where nothing is sent (authenticator app) or no resend is left. */
  resendAt: moment.nullable(),
  attemptsLeft: z.int().min(0),
  /** When answers are taken again; present only while the factor is locked. */
  lockedUntil: moment.optional(),
});
export type ChallengeView = z.infer<typeof challengeView>;
