import { account, credential } from './examples.js';

const token = 'Zm9yIHRoZSBsaW5rIG9mIHRoZSBkYXk';

const terms = { version: '2026-10', title: 'Terms of Parcel Desk' };
const shown = {
  slug: 'parcel-desk',
  name: 'Parcel Desk',
  tagline: 'Every parcel, from the door to the dock',
  supportContact: 'help@parcel-desk.example',
  passkeySignIn: true,
  branding: {
    logo: null,
    colors: { primary: '#1f5f52' },
    panel: { text: 'Welcome back.', links: [{ label: 'Opening hours', href: 'https://parcel-desk.example/hours' }] },
  },
};
const settings = {
  ...shown,
  allowedFactors: ['sms', 'email', 'totp', 'webauthn'],
  enrollment: {
    mfa: 'offered',
    requiredFrom: null,
    deadline: '2027-01-01T00:00:00.000Z',
    maxPostponements: 3,
    leastAal: 'aal1',
  },
  rememberDeviceDays: 30,
  terms: { ...terms, text: 'Parcels are handed over to signed-in people only. …' },
  redirectTargets: ['https://parcel-desk.example/home'],
};
const least = { slug: 'mail-watch', name: 'Mail Watch', supportContact: 'help@mail-watch.example' };
const { slug: _, ...update } = settings;
const application = { ...settings, createdAt: '2026-01-12T10:00:00.000Z', updatedAt: '2026-10-01T08:00:00.000Z' };

const administered = { ...account, state: 'active', emailVerified: true, createdAt: '2026-01-12T10:00:00.000Z' };

export const recoveryExamples = {
  forgotUsername: { 'by address': { email: 'robin@example.org' } },
  forgotPassword: {
    'by username': { identifier: 'robin.meyer' },
    'by address, for an application': { identifier: 'robin@example.org', application: 'parcel-desk' },
  },
  accepted: { 'whether or not there is such an account': {} },
  openResetLink: { 'from a browser': { token }, 'from a native client': { token, client: 'native' } },
  token: { 'from the link': { token } },
  notice: {
    'a new sign-in method': {
      kind: 'factor-added',
      happenedAt: '2026-11-21T09:30:00.000Z',
      username: 'robin.meyer',
      effects: ['sessions-end', 'devices-forgotten', 'password-reset', 'factor-removed'],
    },
  },
};

export const passkeyExamples = {
  challenge: {
    'for whichever account': {
      ceremony: 'eyJhbGciOiJFZERTQSJ9.c2luZ2xlLXVzZQ.c2ln',
      options: { challenge: 'Ym91bmQtdG8tdGhpcy1jZXJlbW9ueQ', rpId: 'example.org', userVerification: 'required' },
    },
  },
  signIn: {
    'from a browser': {
      ceremony: 'eyJhbGciOiJFZERTQSJ9.c2luZ2xlLXVzZQ.c2ln',
      credential,
      application: 'parcel-desk',
    },
  },
};

export const applicationExamples = {
  shown: { 'parcel desk': { ...shown, terms } },
  list: { all: { applications: [application] } },
  application: { 'parcel desk': application },
  create: { 'all that can be said': settings, 'as little as possible': least },
  update: { 'all that can be said': update },
};

export const administrationExamples = {
  accounts: { 'by username': { accounts: [administered] }, 'nobody has it': { accounts: [] } },
  account: { active: administered, disabled: { ...administered, state: 'disabled' } },
  factorReset: {
    'takes effect a day later': {
      requestedAt: '2026-11-21T09:30:00.000Z',
      takesEffectAt: '2026-11-22T09:30:00.000Z',
    },
  },
};
