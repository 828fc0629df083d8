import { z } from 'zod';
import { enrollableKind } from '../factor.js';
import { pageQuery } from './organization.js';

const moment = z.iso.datetime();
const count = z.int().min(0);

/** Why somebody has no method: the first that is true. */
export const notEnrolledReason = z.enum([
  'account-disabled',
  /** "Not now" is not offered to them any more: they set one up at their next sign-in. */
  'blocked',
  /** Chose "Not now". */
  'postponed',
  'no-verified-address',
  /** Has not been asked yet. */
  'not-asked',
]);
export type NotEnrolledReason = z.infer<typeof notEnrolledReason>;

export const mfaAdoption = z.strictObject({
  members: count,
  enrolled: count,
  /** Members who have it; somebody with two kinds counts in both. */
  byKind: z.partialRecord(enrollableKind, count),
  notEnrolled: z.record(notEnrolledReason, count),
  lastReminderAt: moment.nullable(),
  asOf: moment,
});
export type MfaAdoption = z.infer<typeof mfaAdoption>;

export const adoptionMembersQuery = pageQuery.extend({
  standing: z.enum(['enrolled', ...notEnrolledReason.options]).optional(),
});
export type AdoptionMembersQuery = z.infer<typeof adoptionMembersQuery>;
export const adoptionMember = z.strictObject({
  accountId: z.uuid(),
  username: z.string(),
  email: z.string(),
  standing: z.enum(['enrolled', ...notEnrolledReason.options]),
  kinds: z.array(enrollableKind),
  postponements: count,
});
export const adoptionMembers = z.strictObject({ members: z.array(adoptionMember), nextCursor: z.string().nullable() });
export type AdoptionMembers = z.infer<typeof adoptionMembers>;

/** A reminder goes to everybody who has no method; once a day at most. */
export const sentReminder = z.strictObject({ members: count, startedAt: moment });
export type SentReminder = z.infer<typeof sentReminder>;
