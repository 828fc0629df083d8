import { z } from 'zod';
import { locale } from '../http/fields.js';
import { memberState } from '../http/organization/organization.js';

const moment = z.iso.datetime();

/** A member as mfa keeps a copy of it, to count and to write to. */
export const listedMember = z.strictObject({
  accountId: z.uuid(),
  username: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  locale,
  state: memberState,
  accountCreatedAt: moment,
});
export type ListedMember = z.infer<typeof listedMember>;

/** At most this many members travel in one message. */
export const membersPerMessage = 250;
const members = z.array(listedMember).max(membersPerMessage);
/** Grows with each change in identity: of two words about the same member the greater one holds, whichever arrives first. */
const revision = z.int().min(0);

/** What mfa tells and asks identity about organizations. */
export const organizationsForIdentity = {
  /**
   * The requirement: open sessions below it are asked to step up (S14). `mfaRequiredSince`: may lie ahead, where there is a deadline.
   */
  'organization.policy_changed': z.strictObject({
    organizationId: z.uuid(),
    mfaRequiredSince: moment.nullable(),
    /** Of accounts made at or after `createdFrom` it is required, and has been since then. Absent: from before it was told. */
    cutOff: z.strictObject({ createdFrom: moment, since: moment }).nullable().default(null),
    leastAal: z.enum(['aal1', 'aal2']),
    revision,
    actor: z.uuid().nullable(),
    at: moment,
  }),
  /** Answered with `members.listed`. `after`: the last account of the page before; `only`: these and no others. */
  'list-members': z.strictObject({
    requestId: z.uuid(),
    rolloutId: z.uuid(),
    organizationId: z.uuid(),
    after: z.uuid().nullable(),
    only: z.array(z.uuid()).max(membersPerMessage).nullable(),
  }),
  /** For the audit record. */
  'rollout.changed': z.strictObject({
    organizationId: z.uuid(),
    rolloutId: z.uuid(),
    what: z.enum([
      'begun',
      'paused',
      'resumed',
      'cancelled',
      'retried',
      'complete',
      'complete-with-errors',
      'reminded',
    ]),
    actor: z.uuid().nullable(),
    at: moment,
  }),
} as const;

/** What identity tells mfa about organizations. */
export const organizationsForMfa = {
  'members.changed': z.strictObject({
    organizationId: z.uuid(),
    members,
    /** Accounts that are members no more. */
    left: z.array(z.uuid()).max(membersPerMessage),
    revision,
    at: moment,
  }),
  /** By account id, ascending. `next`: the `after` of the next page; null: that was all. */
  'members.listed': z.strictObject({
    requestId: z.uuid(),
    rolloutId: z.uuid(),
    organizationId: z.uuid(),
    after: z.uuid().nullable(),
    next: z.uuid().nullable(),
    members,
    /** Asked for by `only`, and members no more. */
    left: z.array(z.uuid()),
    revision,
    at: moment,
  }),
  /** notifications: how a batch ended; what is not named was sent. */
  'messages.sent': z.strictObject({
    batchId: z.uuid(),
    failed: z.array(
      z.strictObject({
        id: z.uuid(),
        reason: z.string(),
        /** No later attempt can succeed. */
        permanent: z.boolean(),
      }),
    ),
    at: moment,
  }),
  /** By the clock: asks again for what has not been answered for too long. */
  'resume-rollouts': z.strictObject({}),
  /** The next page of a reminder to those who have no method. */
  'send-reminders': z.strictObject({
    reminderId: z.uuid(),
    organizationId: z.uuid(),
    organization: z.string(),
    after: z.uuid().nullable(),
  }),
} as const;
