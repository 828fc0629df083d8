import { z } from 'zod';
import { pageQuery } from './organization.js';

const moment = z.iso.datetime();

/**
 * A CSV file (RFC 4180, UTF-8) with a header: `username`, `email`, `given_name`, `family_name` and, where wanted, `role`,
 * `phone`, `locale`, `email_verified`, `password_hash` (a PHC string: argon2, bcrypt, scrypt or PBKDF2). At most 16 MiB and 200,000 rows.
 */
export const memberImportLimits = { bytes: 16 * 1024 * 1024, rows: 200_000 } as const;

/** `dryRun`: everything is looked at and reported, nothing is written. */
export const memberImportQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });

export const memberImportState = z.enum(['processing', 'complete', 'complete-with-errors']);
export const memberImportView = z.strictObject({
  id: z.uuid(),
  dryRun: z.boolean(),
  state: memberImportState,
  rows: z.int().min(0),
  processed: z.int().min(0),
  /** New accounts. */
  created: z.int().min(0),
  /** Accounts that were there and became members. */
  joined: z.int().min(0),
  /** Have an account and were asked by mail whether they want to become members. */
  invited: z.int().min(0),
  /** Members already. */
  unchanged: z.int().min(0),
  failed: z.int().min(0),
  startedAt: moment,
  finishedAt: moment.nullable(),
});
export type MemberImportView = z.infer<typeof memberImportView>;
export const memberImportList = z.strictObject({ imports: z.array(memberImportView) });
export type MemberImportList = z.infer<typeof memberImportList>;

/** `row`: the line's number in the file, the header being 1. `message`: in the caller's language. */
export const memberImportError = z.strictObject({
  row: z.int().min(2),
  username: z.string(),
  field: z.string(),
  reason: z.string(),
  message: z.string(),
});
export const memberImportErrors = z.strictObject({
  errors: z.array(memberImportError),
  nextCursor: z.string().nullable(),
});
export type MemberImportErrors = z.infer<typeof memberImportErrors>;
export const memberImportErrorsQuery = pageQuery;
