import type { ProblemWords } from '../words.js';

export const requestProblems = {
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
    title: 'This address takes another type of content',
    detail: 'Send application/json, or text/csv where a file with members is taken.',
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
