import { z } from 'zod';

export const factorKind = z.enum(['sms', 'email', 'totp']);

const moment = z.iso.datetime();

/** A factor as the person sees it; the destination is masked. */
export const factorView = z.strictObject({
  id: z.uuid(),
  kind: factorKind,
  label: z.string(),
  destination: z.string().optional(),
  activatedAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
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
