import type { ProblemWords } from '../words.js';

export const factorProblems = {
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
