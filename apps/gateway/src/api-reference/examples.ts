export const factor = {
  id: '0d2b8a52-5d5f-4b0a-9a53-0f4f7e5c2a11',
  kind: 'sms',
  label: 'Text message',
  destination: '(***) ***-**31',
  activatedAt: '2026-03-02T16:20:00.000Z',
  lastUsedAt: '2026-11-20T08:00:00.000Z',
};

const challenge = {
  id: '7a8f2f43-6c3a-4d0e-8b8e-0c1c3d1e9b77',
  kind: 'sms',
  expiresAt: '2026-11-21T09:35:00.000Z',
  resendAt: '2026-11-21T09:30:06.000Z',
  attemptsLeft: 5,
};

export const account = {
  id: '3c1f5d0a-94e0-4c39-8a67-5d6a53f0b4c2',
  username: 'robin.meyer',
  email: 'robin@example.org',
  locale: 'en',
  role: null,
};

const session = {
  id: 'a1d4c3f2-5b6e-4f70-9a81-2c3d4e5f6071',
  account,
  application: 'parcel-desk',
  aal: 'aal2',
  amr: ['pwd', 'sms', 'otp', 'mfa'],
  authenticatedAt: '2026-11-21T09:31:12.000Z',
  expiresAt: '2026-11-22T09:31:12.000Z',
};
export const { authenticatedAt: _, ...issuedSession } = session;

const flow = {
  id: 'f0f9a6c1-3b0d-4d69-9c39-6a0f3a1f2e55',
  purpose: 'sign-in',
  application: { slug: 'parcel-desk', name: 'Parcel Desk', supportContact: 'help@parcel-desk.example' },
};
const target = 'https://parcel-desk.example/home';

/** As a browser's `PublicKeyCredential.toJSON()` gives it. */
export const credential = {
  id: 'kZ3vV0c1n0tYb2xlZG8tY3JlZGVudGlhbA',
  rawId: 'kZ3vV0c1n0tYb2xlZG8tY3JlZGVudGlhbA',
  type: 'public-key',
  clientExtensionResults: {},
  response: {
    clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0',
    authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ',
    signature: 'MEUCIQCzN2qk0b9l5pXo7w',
  },
};

/** What requests and replies look like, by the name under which the reference shows them. */
export const examples = {
  registerAccount: {
    'a person': {
      username: 'robin.meyer',
      password: 'a long and unusual sentence',
      email: 'robin@example.org',
      name: { given: 'Robin', family: 'Meyer' },
      phone: '202 555 0131',
      address: { line1: '12 Harbor Street', city: 'Baltimore', region: 'MD', postalCode: '21202', country: 'US' },
    },
  },
  registeredAccount: {
    registered: {
      id: session.account.id,
      username: 'robin.meyer',
      email: 'robin@example.org',
      createdAt: '2026-11-21T09:28:00.000Z',
    },
  },
  startSignIn: {
    'from a browser': { identifier: 'robin.meyer', password: 'a long and unusual sentence' },
    'from a native client': {
      identifier: 'robin@example.org',
      password: 'a long and unusual sentence',
      application: 'parcel-desk',
      redirectTo: target,
      client: 'native',
    },
  },
  flow: {
    'a factor is enrolled': {
      ...flow,
      step: { kind: 'answer-challenge', factor, challenge, alternatives: [], canRememberDevice: true },
    },
    'enrollment may wait': {
      ...flow,
      step: { kind: 'choose-enrollment', requiredFrom: '2025-03-06T00:00:00.000Z', postponementsLeft: null },
    },
    'the link is on its way': {
      ...flow,
      step: {
        kind: 'await-email',
        email: 'r*****n@example.org',
        resendAt: '2026-11-21T09:29:06.000Z',
        reason: 'first',
      },
    },
    'ready to set up a factor': {
      ...flow,
      step: { kind: 'enroll-factor', allowed: ['sms', 'email', 'totp', 'webauthn'], active: [], skippable: false },
    },
    'factors are changed': {
      ...flow,
      step: { kind: 'manage-factors', factors: [factor], allowed: ['sms', 'totp', 'webauthn'], mustKeepOne: true },
    },
    'the password is asked for again': {
      ...flow,
      purpose: 'step-up',
      step: { kind: 'confirm-password', username: 'robin.meyer' },
    },
    'terms are to be accepted': {
      ...flow,
      step: {
        kind: 'accept-terms',
        application: 'parcel-desk',
        version: '2026-10',
        title: 'Terms of Parcel Desk',
        text: 'Parcels are handed over to signed-in people only. …',
      },
    },
    'a new password is to be chosen': {
      ...flow,
      purpose: 'recovery',
      step: { kind: 'choose-password', username: 'robin.meyer' },
    },
  },
  complete: {
    'in a browser': {
      ...flow,
      step: { kind: 'complete', redirectTo: target, recoveryCodesLeft: null },
      session: issuedSession,
    },
    'in a native client that is remembered': {
      ...flow,
      step: { kind: 'complete', redirectTo: target, recoveryCodesLeft: 7 },
      session: { ...issuedSession, token: 'q3J8c0yWv3l1m5n2p9r4t6x8z0A2C4E6G8J0L2N4Q6S' },
      deviceToken: 'Zb1D3F5H7K9M1P3R5T7V9X1Z3b5d7f9h1j3l5n7p9r1',
    },
  },
  newPasswordTaken: { 'sign in with it now': { ...flow, purpose: 'recovery', step: { kind: 'complete' } } },
  enrollmentChoice: { enroll: { choice: 'enroll' }, 'not now': { choice: 'not-now' } },
  chooseEmail: { "the account's own": {}, 'another one': { address: 'robin@home.example' } },
  enrollFactor: {
    'text message': { kind: 'sms', phone: '2025550131' },
    'e-mail': { kind: 'email' },
    'authenticator app': { kind: 'totp', label: 'Work phone' },
    'in place of an older one': { kind: 'webauthn', label: 'Laptop', replaces: factor.id },
  },
  answer: {
    passcode: { code: '042917' },
    'a device to be remembered': { code: '042917', rememberDevice: true },
    'a recovery code': { code: '7Q4M-9KXA-2HDT-V5WC', modifyFactors: true },
    'passkey or security key': { credential },
  },
  confirmPassword: { 'the password': { password: 'a long and unusual sentence' } },
  newPassword: { 'a new one': { password: 'another unusual long sentence' } },
  decideOnTerms: {
    'I agree': { accepted: true, version: '2026-10' },
    'I do not agree': { accepted: false },
  },
  startStepUp: {
    'whatever the account can prove': {},
    'a second factor within the last minute': { aal: 'aal2', maxAgeSeconds: 60 },
  },
  switchChallenge: { 'another factor': { factorId: '5e0c2b53-7f5a-4a52-8d43-1f5b6e8a9c20' } },
  consumeEmailVerification: { 'from the link': { token: 'Zm9yIHRoZSBsaW5rIG9mIHRoZSBkYXk' } },
  consumedEmailVerification: { verified: { email: 'robin@example.org' } },
  session: { 'signed in': session },
};
