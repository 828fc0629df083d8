import type { ProblemWords } from '../words.js';

export const sessionProblems = {
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
