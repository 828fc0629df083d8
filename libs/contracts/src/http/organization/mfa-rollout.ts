import { z } from 'zod';

const moment = z.iso.datetime();

export const rolloutState = z.enum(['processing', 'paused', 'cancelled', 'complete', 'complete-with-errors']);
export type RolloutState = z.infer<typeof rolloutState>;

/** `members` grows while the list is read; a member is counted once, in one of the three. */
export const rolloutView = z.strictObject({
  id: z.uuid(),
  state: rolloutState,
  members: z.int().min(0),
  succeeded: z.int().min(0),
  failed: z.int().min(0),
  /** Had nothing to be prepared: a method is set up already. */
  skipped: z.int().min(0),
  startedAt: moment,
  finishedAt: moment.nullable(),
});
export type RolloutView = z.infer<typeof rolloutView>;
export const rolloutList = z.strictObject({ rollouts: z.array(rolloutView) });
export type RolloutList = z.infer<typeof rolloutList>;

/**
 * Why a member could not be prepared. `account.*` and `email.*` stay until somebody does something about the account;
 * `delivery.failed` and `service.unavailable` may pass by themselves.
 */
export const rolloutFailureCode = z.enum([
  'account.closed',
  'account.disabled',
  'email.unusable',
  'email.refused',
  'delivery.failed',
  'service.unavailable',
]);
export type RolloutFailureCode = z.infer<typeof rolloutFailureCode>;
/** `reason`: a sentence in the caller's language. */
export const rolloutFailure = z.strictObject({
  accountId: z.uuid(),
  username: z.string(),
  code: rolloutFailureCode,
  reason: z.string(),
});
export const rolloutFailures = z.strictObject({
  failures: z.array(rolloutFailure),
  nextCursor: z.string().nullable(),
});
export type RolloutFailures = z.infer<typeof rolloutFailures>;
