import { z } from 'zod';
import { rolloutView, type RolloutView } from '../http/organization/mfa-rollout.js';
import { requestProblems } from './en/request.js';
import { accountProblems } from './en/account.js';
import { sessionProblems } from './en/session.js';
import { organizationProblems } from './en/organization.js';
import { rolloutProblems } from './en/rollout.js';
import { flowProblems } from './en/flow.js';
import { factorProblems } from './en/factor.js';

/**
 * Every error that a client can meet, with its HTTP status, a title, and a way forward where nothing more exact is known
 * (RFC 9457). Codes never change once released: clients and translations are written against them.
 */
export const problems = {
  ...requestProblems,
  ...accountProblems,
  ...sessionProblems,
  ...organizationProblems,
  ...rolloutProblems,
  ...flowProblems,
  ...factorProblems,
} as const;

export type ProblemCode = keyof typeof problems;

/** One field that needs attention. `field` is a dotted path into the body (`name.given`); `reason` is stable. */
export const fieldError = z.strictObject({
  field: z.string(),
  reason: z.string(),
  message: z.string(),
  /** What the words are about, for clients with words of their own: `{minimum: 8}`. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
});
export type FieldError = z.infer<typeof fieldError>;

/** `application/problem+json`, RFC 9457 section 3, with our stable `code` and, per code, further members. */
export const problemBody = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(fieldError).optional(),
  attemptsLeft: z.int().optional(),
  resendAt: z.iso.datetime().optional(),
  retryAt: z.iso.datetime().optional(),
  /** What a step-up must reach. */
  required: z.strictObject({ aal: z.string(), maxAgeSeconds: z.int() }).optional(),
  /** The one that is under way already. */
  rollout: rolloutView.optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;

/** What a thrower may add to a problem. `retryAfterSeconds` becomes the `Retry-After` header. */
export interface ProblemDetails {
  detail?: string;
  errors?: FieldError[];
  attemptsLeft?: number;
  resendAt?: string;
  retryAt?: string;
  step?: string;
  required?: { aal: string; maxAgeSeconds: number };
  rollout?: RolloutView;
  retryAfterSeconds?: number;
}
