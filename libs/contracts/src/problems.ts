import { z } from 'zod';

/**
 * Every error that a client can meet, with its HTTP status, a title, and a way forward where nothing more exact is known
 * (RFC 9457). Codes never change once released: clients and translations are written against them.
 */
export const problems = {
  'request.invalid': {
    status: 400,
    title: 'Some fields need attention',
    detail: 'Look at each field that is named, then send the request again.',
  },
  'request.malformed': {
    status: 400,
    title: 'The request cannot be read',
    detail: 'Check how it is written, then send it again.',
  },
  'request.forbidden_origin': {
    status: 403,
    title: 'This request came from another site',
    detail: 'Open the sign-in page itself and try again from there.',
  },
  'request.not_found': { status: 404, title: 'There is nothing at this address', detail: 'Check the address.' },
  'request.method_not_allowed': {
    status: 405,
    title: 'This address does not take that method',
    detail: 'The Allow header names the methods that it takes.',
  },
  'request.too_large': { status: 413, title: 'The request is too large', detail: 'Send no more than 64 KB.' },
  'request.unsupported_media_type': {
    status: 415,
    title: 'Send the request as application/json',
    detail: 'Set the Content-Type header to application/json.',
  },
  'request.rate_limited': { status: 429, title: 'Too many requests', detail: 'Wait a little, then try again.' },
  'service.unauthorized': {
    status: 401,
    title: 'A valid service token is needed',
    detail: 'Send a token that a known service has signed.',
  },
  'service.unavailable': {
    status: 503,
    title: 'This part of the service is not available right now',
    detail: 'Try again in a moment.',
  },
  'service.overloaded': { status: 503, title: 'The service is busy', detail: 'Try again in a few seconds.' },
  'service.unexpected': {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Try again. If it happens again, tell support the request ID.',
  },

  'account.username_taken': { status: 409, title: 'That username is taken', detail: 'Try another one.' },
  'account.password_refused': {
    status: 422,
    title: 'Choose another password',
    detail: 'Each reason says what would make a better one.',
  },
  'account.password_rejected': {
    status: 422,
    title: 'That password is not right',
    detail: 'Check it and try again. Upper and lower case matter.',
  },
  'account.password_reset_required': {
    status: 403,
    title: 'A new password is needed first',
    detail: 'Another person was reported to use this account. Choose "Forgot password" to go on.',
  },
  'account.not_found': {
    status: 404,
    title: 'There is no such account',
    detail: 'Check the username or the address.',
  },
  'account.disable_refused': {
    status: 409,
    title: 'This account cannot be disabled',
    detail: 'Nobody can disable their own account, and one operator has to remain.',
  },
  'account.closure_refused': {
    status: 409,
    title: 'This account cannot be closed',
    detail: 'Nobody else could run this installation. Create another operator first, then close it.',
  },
  'application.not_found': {
    status: 404,
    title: 'There is no such application',
    detail: 'Check how its name is spelled.',
  },
  'application.slug_taken': { status: 409, title: 'That name is taken', detail: 'Choose another one.' },
  'application.redirect_refused': {
    status: 422,
    title: 'That address is not registered for the application',
    detail: 'Use one of its registered addresses, letter by letter.',
  },
  'terms.declined': {
    status: 403,
    title: 'You have not been signed in',
    detail: 'This application needs your agreement to its terms. You can come back at any time.',
  },
  'application.unknown': {
    status: 422,
    title: 'There is no such application',
    detail: 'Check how its name is spelled.',
  },
  'sign_in.rejected': {
    status: 401,
    title: 'The username or password is not right',
    detail: 'Check both and try again. Upper and lower case matter.',
  },
  'session.required': { status: 401, title: 'Sign in to continue', detail: 'There is no session, or it has ended.' },
  'session.step_up_required': {
    status: 401,
    title: 'Confirm once more that it is you',
    detail: 'Answer with one of your sign-in methods, then try again.',
  },
  'session.not_found': {
    status: 404,
    title: 'There is no such session',
    detail: 'It may have ended already. Read the list again.',
  },
  'step_up.unreachable': {
    status: 422,
    title: 'None of your sign-in methods is strong enough for this',
    detail: 'Set up text messages, an authenticator app or a passkey first.',
  },
  'assurance.refused': { status: 401, title: 'This sign-in can no longer be completed', detail: 'Sign in again.' },
  'assurance.spent': {
    status: 409,
    title: 'This sign-in has already been completed',
    detail: 'Sign in again if you need another session.',
  },

  'organization.not_found': {
    status: 404,
    title: 'There is no such organization',
    detail: 'Choose one from your list of organizations.',
  },
  'organization.last_administrator': {
    status: 409,
    title: 'An organization needs an administrator',
    detail: 'Make another member an administrator first.',
  },
  'member.not_found': {
    status: 404,
    title: 'There is no such member',
    detail: 'Look for them in the list of members.',
  },
  'member.exists': { status: 409, title: 'This person is a member already', detail: 'There is nothing more to do.' },
  'member.protected': {
    status: 409,
    title: 'This account is cared for by those who run the installation',
    detail: 'Ask an operator to do this.',
  },
  'invitation.not_found': {
    status: 404,
    title: 'There is no such invitation',
    detail: 'Look for it in the list of invitations.',
  },
  'invitation.limit': {
    status: 429,
    title: 'Too many invitations',
    detail: 'Wait a little, or import the members from a file.',
  },
  'import.not_found': { status: 404, title: 'There is no such import', detail: 'Look for it in the list of imports.' },
  'import.unreadable': {
    status: 422,
    title: 'The file cannot be read as CSV',
    detail: 'Save it as CSV in UTF-8, with the names of the columns in the first line.',
  },
  'import.too_large': {
    status: 413,
    title: 'The file is too large',
    detail: 'Send at most 16 MB and 200,000 rows at once; divide the file if it has more.',
  },
  'import.running': {
    status: 409,
    title: 'Another import is under way',
    detail: 'Wait until it is complete, then begin this one.',
  },
  'policy.refused': {
    status: 422,
    title: 'This policy would keep everybody out',
    detail: 'Allow at least one kind of method that the level can be reached with.',
  },
  'rollout.not_found': {
    status: 404,
    title: 'There is no such rollout',
    detail: 'Look for it in the list of rollouts.',
  },
  'rollout.running': {
    status: 409,
    title: 'MFA is being turned on already',
    detail: 'Watch the rollout that is under way, or cancel it first.',
  },
  'rollout.state_refused': {
    status: 409,
    title: 'The rollout is not in a state for that',
    detail: 'Look at it again: somebody else may have been faster.',
  },
  'reminder.too_soon': {
    status: 429,
    title: 'A reminder went out today',
    detail: 'Send the next one tomorrow.',
  },

  'flow.required': {
    status: 401,
    title: 'There is no sign-in under way',
    detail: 'Begin with your username and password.',
  },
  'flow.not_found': {
    status: 404,
    title: 'There is no such sign-in',
    detail: 'It may have been completed or canceled. Sign in again.',
  },
  'flow.expired': {
    status: 410,
    title: 'This sign-in has ended',
    detail: 'It took too long, or another one was faster. Sign in again.',
  },
  'flow.step_out_of_order': {
    status: 409,
    title: 'This sign-in is at another step',
    detail: 'Read the sign-in again to see what comes next.',
  },
  'flow.postponement_refused': {
    status: 409,
    title: 'Enrollment can no longer be postponed',
    detail: 'Set up a second factor to go on.',
  },

  'email_verification.unknown': {
    status: 404,
    title: 'This link is not valid',
    detail: 'Open the link just as it is in the email, or ask for a new one where you are signing in.',
  },
  'email_verification.spent': {
    status: 410,
    title: 'This link has already been used',
    detail: 'If you used it, the address is verified. Go back to where you are signing in.',
  },
  'email_verification.expired': {
    status: 410,
    title: 'This link has expired',
    detail: 'Ask for a new one where you are signing in.',
  },

  'link.unknown': {
    status: 404,
    title: 'This link is not valid',
    detail: 'Open the link just as it is in the email, or ask for a new one.',
  },
  'link.spent': {
    status: 410,
    title: 'This link has already been used',
    detail: 'A link works once. Ask for a new one if you need it.',
  },
  'link.expired': { status: 410, title: 'This link has expired', detail: 'Ask for a new one.' },

  'phone.refused': {
    status: 422,
    title: 'That phone number cannot be used',
    detail: 'Enter another number, or choose another sign-in method.',
  },
  'factor.not_found': {
    status: 404,
    title: 'There is no such sign-in method',
    detail: 'Choose one that the sign-in offers.',
  },
  'factor.last_one': {
    status: 409,
    title: 'This is your only sign-in method',
    detail: 'Set up another one first, then remove this one.',
  },
  'factor.limit': {
    status: 409,
    title: 'You have as many sign-in methods as one account can have',
    detail: 'Remove one that you no longer use, then try again.',
  },
  'factor.recovery_not_possible': {
    status: 422,
    title: 'These sign-in methods cannot be replaced this way',
    detail: 'Contact support: they can reset them after a waiting period.',
  },
  'trusted_device.not_found': {
    status: 404,
    title: 'There is no such device',
    detail: 'It may have been removed already. Read the list again.',
  },
  'passkey.rejected': {
    status: 401,
    title: 'That passkey cannot be used to sign in here',
    detail: 'Try again, or sign in with your password.',
  },
  'passkey.not_offered': {
    status: 422,
    title: 'This application asks for the password',
    detail: 'Sign in with your password. Your passkey can be the second step.',
  },
  'factor.kind_not_allowed': {
    status: 422,
    title: 'That sign-in method is not offered here',
    detail: 'Choose one that the sign-in offers.',
  },

  'challenge.rejected': {
    status: 422,
    title: 'That passcode is not right',
    detail: 'Check it and try again. A passcode is valid for a short time and works once.',
  },
  'challenge.locked': {
    status: 422,
    title: 'Too many wrong passcodes',
    detail: 'Try again later. If no time is given, contact support.',
  },
  'challenge.resend_too_soon': {
    status: 429,
    title: 'Wait a moment before asking for another message',
    detail: 'The last one may still be on its way.',
  },
  'challenge.resend_limit': {
    status: 429,
    title: 'No more messages can be sent for now',
    detail: 'Try again later, or choose another sign-in method.',
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

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
  retryAfterSeconds?: number;
}
