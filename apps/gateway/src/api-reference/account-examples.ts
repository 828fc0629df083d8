import { account, factor, issuedSession } from './examples.js';

const profile = {
  ...account,
  emailVerified: true,
  name: { given: 'Robin', family: 'Meyer' },
  phone: '202 555 0131',
  address: { line1: '12 Harbor Street', city: 'Baltimore', region: 'MD', postalCode: '21202', country: 'US' },
  notifications: { applications: { email: true, sms: false } },
  createdAt: '2026-01-12T10:00:00.000Z',
};

/** What requests and replies about one's own account look like. */
export const accountExamples = {
  account: { robin: profile },
  changeProfile: {
    'another language': { locale: 'es' },
    'name and address': { name: { given: 'Robin', family: 'Meyer-Ortiz' }, address: null },
    'fewer messages': { notifications: { applications: { email: false, sms: false } } },
  },
  changePhone: { 'another number': { phone: '202 555 0177' }, none: { phone: null } },
  changePassword: {
    'a new one': { currentPassword: 'a long and unusual sentence', password: 'another unusual long sentence' },
  },
  issuedSession: {
    'in a browser': issuedSession,
    'in a native client': { ...issuedSession, token: 'q3J8c0yWv3l1m5n2p9r4t6x8z0A2C4E6G8J0L2N4Q6S' },
  },
  changeEmail: { 'another address': { email: 'robin@home.example' } },
  requestedEmailChange: {
    'the link is on its way': { email: 'robin@home.example', expiresAt: '2026-11-22T09:30:00.000Z' },
  },
  token: { 'from the link': { token: 'Zm9yIHRoZSBsaW5rIG9mIHRoZSBkYXk' } },
  confirmedEmail: { changed: { email: 'robin@home.example' } },
  sessions: {
    'two browsers': {
      sessions: [
        {
          id: issuedSession.id,
          current: true,
          device: 'Firefox on Linux',
          source: '192.0.2.17',
          application: 'parcel-desk',
          aal: 'aal2',
          amr: ['pwd', 'otp', 'mfa'],
          signedInAt: '2026-11-21T09:31:12.000Z',
          lastUsedAt: '2026-11-21T10:02:44.000Z',
          expiresAt: '2026-11-22T09:31:12.000Z',
        },
      ],
    },
  },
  trustedDevices: {
    'one of them': {
      devices: [
        {
          id: '6b5a4c3d-2e1f-4a09-8b7c-6d5e4f3a2b10',
          device: 'Firefox on Linux',
          source: '192.0.2.17',
          application: 'parcel-desk',
          rememberedAt: '2026-11-01T08:00:00.000Z',
          lastUsedAt: '2026-11-20T08:00:00.000Z',
          expiresAt: '2026-12-01T08:00:00.000Z',
        },
      ],
    },
  },
  factors: { 'a phone': { factors: [factor], verifiedAddress: 'r*****n@example.org', resetAt: null } },
  renameFactor: { 'a name of one’s own': { label: 'Work phone' } },
  startFactorChanges: { 'from a browser': {}, 'from a native client': { client: 'native' } },
  recoveryCodesStanding: {
    'some are left': { left: 7, createdAt: '2026-10-02T12:00:00.000Z' },
    'none were ever made': { left: 0, createdAt: null },
  },
  newRecoveryCodes: {
    'shown once': {
      codes: ['7Q4M-9KXA-2HDT-V5WC', 'B3ZN-80YR-PG6E-J1SF'],
      createdAt: '2026-11-21T09:40:00.000Z',
      text: 'Recovery codes of robin.meyer\n\n7Q4M-9KXA-2HDT-V5WC\nB3ZN-80YR-PG6E-J1SF\n',
    },
  },
  activity: {
    'the newest first': {
      entries: [
        {
          id: '4711',
          kind: 'session.issued',
          at: '2026-11-21T09:31:12.000Z',
          source: '192.0.2.17',
          device: 'Firefox on Linux',
          application: 'parcel-desk',
          factor: { kind: 'sms', id: factor.id },
          actor: null,
        },
      ],
      nextCursor: '4711',
    },
  },
  accountExport: {
    'one member for each service': {
      exportedAt: '2026-11-21T09:45:00.000Z',
      identity: { account: { username: 'robin.meyer' } },
      mfa: { factors: [] },
      notifications: null,
    },
  },
  accountClosure: { 'as long as nothing else is configured': { graceDays: 30 } },
  closedAccount: { closed: { closedAt: '2026-11-21T09:50:00.000Z', deletedAt: '2026-12-21T09:50:00.000Z' } },
};
