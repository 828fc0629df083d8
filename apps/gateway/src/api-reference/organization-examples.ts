import { accountExamples } from './account-examples.js';
import { factor } from './examples.js';

const organization = {
  id: '8f3e2d1c-4b5a-4697-8877-6a5b4c3d2e1f',
  name: 'Acme Logistics',
  role: 'administrator',
  members: 500,
  createdAt: '2026-01-12T10:00:00.000Z',
};

export const member = {
  accountId: '4d2e6f1b-a5f1-4d4a-9b78-6e7b64a1c5d3',
  username: 'kim.park',
  name: { given: 'Kim', family: 'Park' },
  email: 'kim.park@example.org',
  emailVerified: true,
  role: 'member',
  state: 'active',
  joinedAt: '2026-02-03T08:00:00.000Z',
  lastSignInAt: '2026-11-20T07:55:00.000Z',
};

const invitation = {
  id: '2b7c9d10-3e4f-4a5b-8c6d-7e8f90a1b2c3',
  email: 'sam@example.org',
  role: 'member',
  invitedBy: 'robin.meyer',
  createdAt: '2026-11-21T09:30:00.000Z',
  expiresAt: '2026-11-28T09:30:00.000Z',
  state: 'open',
};

/** What requests and replies about organizations and their members look like. */
export const organizationExamples = {
  list: { 'one of them': { organizations: [organization] }, none: { organizations: [] } },
  all: { 'a page': { organizations: [{ ...organization, role: 'operator' }], nextCursor: null } },
  organization: { 'acme logistics': organization },
  joined: { 'a member now': { ...organization, role: 'member' } },
  create: {
    'run by somebody': { name: 'Acme Logistics', administrator: 'robin.meyer' },
    'run by oneself': { name: 'Acme Logistics' },
  },
  rename: { 'another name': { name: 'Acme Freight' } },
  activity: {
    'the newest first': {
      entries: [
        {
          ...accountExamples.activity['the newest first'].entries[0],
          kind: 'invitation.sent',
          application: null,
          factor: null,
          actor: 'robin.meyer',
          account: null,
        },
      ],
      nextCursor: null,
    },
  },
  applications: {
    'two of them': {
      applications: [
        { slug: 'mail-watch', name: 'Mail Watch' },
        { slug: 'parcel-desk', name: 'Parcel Desk' },
      ],
    },
  },
  members: { 'a page': { members: [member], total: 500, nextCursor: 'a2ltLnBhcms' } },
  member: { 'kim park': member },
  changeMember: { 'runs it too': { role: 'administrator' } },
  memberFactors: {
    'a phone': { factors: [factor], verifiedAddress: 'k*****k@example.org', resetAt: null },
  },
  deliveries: {
    'a passcode': {
      deliveries: [
        {
          id: '5a6b7c8d-9e0f-4a1b-8c2d-3e4f5a6b7c8d',
          template: 'temporary-passcode',
          channel: 'sms',
          destination: '(***) ***-**31',
          state: 'sent',
          attempts: 1,
          queuedAt: '2026-11-21T09:30:00.000Z',
          sentAt: '2026-11-21T09:30:01.000Z',
        },
      ],
    },
  },
  invitations: { 'a page': { invitations: [invitation], nextCursor: null } },
  invitation: { open: invitation },
  invite: {
    'a member': { email: 'sam@example.org' },
    'somebody who runs it, in Spanish': { email: 'alex@example.org', role: 'administrator', locale: 'es' },
  },
  token: { 'from the link': { token: 'Zm9yIHRoZSBsaW5rIG9mIHRoZSBkYXk' } },
  openedInvitation: {
    'to become a member': {
      organization: 'Acme Logistics',
      email: 'sam@example.org',
      role: 'member',
      expiresAt: '2026-11-28T09:30:00.000Z',
    },
  },
};

const running = {
  id: '9c8b7a69-5847-4362-9514-03f2e1d0c9b8',
  dryRun: false,
  state: 'processing',
  rows: 500,
  processed: 250,
  created: 240,
  joined: 4,
  invited: 2,
  unchanged: 2,
  failed: 2,
  startedAt: '2026-11-21T09:30:00.000Z',
  finishedAt: null,
};
const complete = {
  ...running,
  state: 'complete-with-errors',
  processed: 500,
  created: 490,
  finishedAt: '2026-11-21T09:30:12.000Z',
};

export const importExamples = {
  file: 'username,email,given_name,family_name,role\nkim.park,kim.park@example.org,Kim,Park,member\n',
  begun: { 'under way': { ...running, processed: 0, created: 0, joined: 0, invited: 0, unchanged: 0, failed: 0 } },
  import: { 'under way': running, 'with rows that were not taken': complete },
  list: { 'one of them': { imports: [complete] } },
  errors: {
    'a page': {
      errors: [
        {
          row: 17,
          username: 'kim park',
          field: 'username',
          reason: 'username-signs',
          message: 'Use letters, digits, dots, underscores and hyphens.',
        },
      ],
      nextCursor: null,
    },
  },
  report:
    'row,username,field,reason,message\n17,kim park,username,username-signs,"Use letters, digits, dots, underscores and hyphens."\n',
};
