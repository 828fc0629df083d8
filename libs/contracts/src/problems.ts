import { z } from 'zod';

/**
 * Every error that a client can meet, with its HTTP status and a title (RFC 9457). Codes never change once released:
 * clients and translations are written against them.
 */
export const problems = {
  'request.invalid': { status: 400, title: 'Some fields need attention' },
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'request.forbidden_origin': { status: 403, title: 'This request came from another site' },
  'request.not_found': { status: 404, title: 'There is nothing at this address' },
  'request.method_not_allowed': { status: 405, title: 'This address does not take that method' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.unsupported_media_type': { status: 415, title: 'Send the request as application/json' },
  'request.rate_limited': { status: 429, title: 'Too many requests' },
  'service.unauthorized': { status: 401, title: 'A valid service token is needed' },
  'service.unavailable': { status: 503, title: 'This part of the service is not available right now' },
  'service.overloaded': { status: 503, title: 'The service is busy' },
  'service.unexpected': { status: 500, title: 'Something went wrong on our side' },

  'account.username_taken': { status: 409, title: 'That username is taken' },
  'account.password_refused': { status: 422, title: 'Choose another password' },
  'application.unknown': { status: 422, title: 'There is no such application' },
  'sign_in.rejected': { status: 401, title: 'The username or password is not right' },
  'session.required': { status: 401, title: 'Sign in to continue' },
  'assurance.refused': { status: 401, title: 'This sign-in can no longer be completed' },
  'assurance.spent': { status: 409, title: 'This sign-in has already been completed' },

  'flow.required': { status: 401, title: 'There is no sign-in under way' },
  'flow.not_found': { status: 404, title: 'There is no such sign-in' },
  'flow.expired': { status: 410, title: 'This sign-in took too long' },
  'flow.step_out_of_order': { status: 409, title: 'This sign-in is at another step' },
  'flow.postponement_refused': { status: 409, title: 'Enrollment can no longer be postponed' },

  'email_verification.unknown': { status: 404, title: 'This link is not valid' },
  'email_verification.spent': { status: 410, title: 'This link has already been used' },
  'email_verification.expired': { status: 410, title: 'This link has expired' },

  'phone.refused': { status: 422, title: 'That phone number cannot be used' },
  'factor.not_found': { status: 404, title: 'There is no such sign-in method' },
  'factor.kind_not_allowed': { status: 422, title: 'That sign-in method is not offered here' },

  'challenge.rejected': { status: 422, title: 'That passcode is not right' },
  'challenge.locked': { status: 422, title: 'Too many wrong passcodes' },
  'challenge.resend_too_soon': { status: 429, title: 'Wait a moment before asking for another message' },
  'challenge.resend_limit': { status: 429, title: 'No more messages can be sent for now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** One field that needs attention. `field` is a dotted path into the body (`name.given`); `reason` is stable. */
export const fieldError = z.strictObject({ field: z.string(), reason: z.string(), message: z.string() });
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
  retryAfterSeconds?: number;
}
