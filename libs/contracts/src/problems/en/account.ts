import type { ProblemWords } from '../words.js';

export const accountProblems = {
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
