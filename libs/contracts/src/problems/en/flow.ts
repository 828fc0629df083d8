import type { ProblemWords } from '../words.js';

export const flowProblems = {
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
