import type { ProblemWords } from '../words.js';

export const organizationProblems = {
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
  'member.limit': {
    status: 409,
    title: 'This account belongs to as many organizations as an account can',
    detail: 'Leave one of them first, or use another account.',
  },
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
} as const satisfies Record<string, ProblemWords & { status: number }>;
