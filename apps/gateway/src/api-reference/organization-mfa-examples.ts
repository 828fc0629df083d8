import { member } from './organization-examples.js';

const { accountId, username, email } = member;

const policy = {
  mfa: 'required',
  requiredFrom: null,
  deadline: '2026-12-31T00:00:00.000Z',
  maxPostponements: 3,
  allowedFactors: ['sms', 'totp', 'webauthn'],
  leastAal: null,
  rememberDeviceDays: 14,
};
const nothing = {
  mfa: null,
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  allowedFactors: null,
  leastAal: null,
  rememberDeviceDays: null,
};
const acme = { scope: 'organization', name: 'Acme Logistics' };
const installation = { scope: 'installation', name: null };

const rollout = {
  id: '6f5e4d3c-2b1a-4090-8f7e-6d5c4b3a2910',
  state: 'processing',
  members: 250,
  succeeded: 180,
  failed: 2,
  skipped: 40,
  startedAt: '2026-11-21T09:30:00.000Z',
  finishedAt: null,
};
const over = {
  ...rollout,
  state: 'complete-with-errors',
  members: 500,
  succeeded: 436,
  failed: 4,
  skipped: 60,
  finishedAt: '2026-11-21T09:30:09.000Z',
};

/** What requests and replies about an organization's second factors look like. */
export const mfaExamples = {
  change: {
    'required of everybody': { ...policy, revision: 3 },
    'nothing of its own': { ...nothing, revision: 3 },
  },
  policyView: {
    'and where each value comes from': {
      own: policy,
      effective: {
        mfa: { value: 'required', from: [acme] },
        requiredFrom: { value: '2025-03-06T00:00:00.000Z', from: [installation] },
        deadline: { value: '2026-12-31T00:00:00.000Z', from: [acme] },
        maxPostponements: { value: 3, from: [acme] },
        allowedFactors: { value: ['sms', 'totp', 'webauthn'], from: [acme] },
        leastAal: { value: 'aal1', from: [installation] },
        rememberDeviceDays: { value: 14, from: [acme] },
      },
      requiredSince: '2026-11-21T09:30:00.000Z',
      updatedAt: '2026-11-21T09:30:00.000Z',
      revision: 4,
    },
  },
  dryRunRequest: { 'if MFA were required of everybody': {}, 'another policy': { policy, limit: 50 } },
  dryRun: {
    'who would be asked': {
      members: 500,
      asked: 436,
      ready: 60,
      withoutVerifiedAddress: 12,
      leftOut: 4,
      who: [{ accountId, username, email, addressVerified: true, notAllowed: false }],
      nextCursor: 'a2ltLnBhcms',
    },
  },
  begun: { 'under way': { ...rollout, members: 0, succeeded: 0, failed: 0, skipped: 0 } },
  rollout: { 'under way': rollout, 'with members who could not be prepared': over },
  paused: { paused: { ...rollout, state: 'paused' } },
  cancelled: { canceled: { ...rollout, state: 'cancelled', finishedAt: '2026-11-21T09:30:05.000Z' } },
  rollouts: { 'one of them': { rollouts: [over] }, none: { rollouts: [] } },
  failures: {
    'a page': {
      failures: [
        {
          accountId,
          username,
          code: 'email.refused',
          reason: 'The mailbox did not take the message. Check the address with the member, then retry.',
        },
      ],
      nextCursor: null,
    },
  },
  adoption: {
    today: {
      members: 500,
      enrolled: 410,
      byKind: { sms: 300, totp: 150, webauthn: 20 },
      notEnrolled: {
        'account-disabled': 4,
        blocked: 0,
        postponed: 30,
        'no-verified-address': 12,
        'not-asked': 44,
      },
      lastReminderAt: null,
      asOf: '2026-11-21T09:30:00.000Z',
    },
  },
  adoptionMembers: {
    'a page': {
      members: [{ accountId, username, email, standing: 'postponed', kinds: [], postponements: 2 }],
      nextCursor: null,
    },
  },
  adoptionFile: 'username,email,standing,kinds,postponements\nkim.park,kim.park@example.org,postponed,,2\n',
  reminder: { 'on its way': { members: 90, startedAt: '2026-11-21T09:30:00.000Z' } },
};
