import { newId, type AccountId } from '@postern/kernel';
import { Challenge } from '../challenge/challenge.js';
import type { EventContext } from '../events.js';
import type { FactorKind } from '../factor/factor-kind.js';
import { Factor, type FactorState, type Passkey } from '../factor/factor.js';
import type { SealedSeed } from '../factor/totp-codes.js';
import type { EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { Enrollment, type EnrollmentState } from '../flow/enrollment.js';
import { SecondFactorFlow } from '../flow/second-factor-flow.js';
import { Situation } from '../flow/situation.js';
import type { Subject, SubjectApplication, SubjectTokenId } from '../flow/subject.js';
import type { FactorId, FlowId, FlowTokenHash, KeyId, Source } from '../ids.js';

/** Where the clock of the builders stands: that of `FixedClock`. */
export const noon = new Date('2026-01-15T12:00:00Z');
export const home = '198.51.100.7' as Source;
export const elsewhere = '203.0.113.9' as Source;

export const aPolicy = (changes: Partial<EnrollmentPolicy> = {}): EnrollmentPolicy => ({
  mfa: 'offered',
  requiredFrom: new Date('2025-03-06T00:00:00Z'),
  deadline: null,
  maxPostponements: null,
  allowedKinds: ['sms', 'email', 'totp', 'webauthn'],
  leastAal: 'aal1',
  rememberDeviceDays: 30,
  ...changes,
});

/** From before the cut-off. */
export const aSubject = (changes: Partial<Subject> = {}): Subject => ({
  tokenId: newId<SubjectTokenId>(),
  purpose: 'sign-in',
  accountId: newId<AccountId>(),
  username: 'robin',
  email: 'robin@example.org',
  emailVerified: false,
  locale: 'en',
  accountCreatedAt: new Date('2024-05-01T09:00:00Z'),
  authenticatedAt: noon,
  credentialVersion: 1,
  application: null,
  redirectTo: null,
  organizations: [],
  amr: ['pwd'],
  aal: 'aal1',
  session: null,
  stepUp: null,
  actor: null,
  ...changes,
});

export const anApplication = (changes: Partial<SubjectApplication> = {}): SubjectApplication => ({
  slug: 'parcel-desk',
  name: 'Parcel Desk',
  supportContact: 'help@parcel-desk.example',
  allowedFactors: ['sms', 'email', 'totp', 'webauthn'],
  mfa: 'offered',
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  leastAal: 'aal1',
  rememberDeviceDays: 30,
  ...changes,
});

export const aNewSubject = (changes: Partial<Subject> = {}): Subject =>
  aSubject({ accountCreatedAt: new Date('2025-06-01T09:00:00Z'), ...changes });

export const aContext = (changes: Partial<EventContext> = {}): EventContext => ({
  accountId: newId<AccountId>(),
  flowId: newId<FlowId>(),
  source: home,
  actor: null,
  application: null,
  at: noon,
  username: 'robin',
  notify: ['robin@example.org'],
  afterPassword: true,
  credentialVersion: 1,
  ...changes,
});

export const aPasskey = (changes: Partial<Passkey> = {}): Passkey => ({
  credentialId: newId(),
  publicKey: 'a public key',
  signCount: 0,
  transports: ['internal'],
  backedUp: false,
  ...changes,
});

export function aFactor(changes: Partial<FactorState> = {}): Factor {
  const kind = changes.kind ?? 'sms';
  const destinations: Partial<Record<FactorKind, string>> = { sms: '+12125550131', email: 'robin@example.org' };
  return Factor.restore({
    id: newId<FactorId>(),
    accountId: newId<AccountId>(),
    kind,
    status: 'active',
    label: 'A factor',
    destination: destinations[kind] ?? null,
    seed: kind === 'totp' ? (newId() as string as SealedSeed) : null,
    passkey: kind === 'webauthn' ? aPasskey() : null,
    recoveryHashes: kind === 'recovery_code' ? ['one hash', 'another hash'] : null,
    replaces: null,
    createdAt: noon,
    activatedAt: noon,
    lastUsedAt: null,
    lastAcceptedStep: null,
    consecutiveFailures: 0,
    ...changes,
  });
}

export const anEnrollment = (changes: Partial<EnrollmentState> & Pick<EnrollmentState, 'accountId'>): Enrollment =>
  Enrollment.restore({ ...Enrollment.none(changes.accountId).state, ...changes });

/** A flow at its beginning, not stored anywhere; with factors, one that asks for the first of them. */
export function aSituation(wanted: { subject?: Subject; factors?: Factor[]; tokenHash?: string } = {}): Situation {
  const subject = wanted.subject ?? aSubject({ accountId: wanted.factors?.[0]?.state.accountId ?? newId<AccountId>() });
  const [factor] = wanted.factors ?? [];
  const { accountId } = subject;
  const tokenHash = (wanted.tokenHash ?? newId()) as FlowTokenHash;
  const flow = SecondFactorFlow.start(subject, tokenHash, factor !== undefined, noon);
  const enrolled = { accountId, verifiedAddress: subject.email, verifiedAt: noon, enrolledAt: noon };
  const enrollment = factor ? anEnrollment(enrolled) : Enrollment.none(accountId);
  const situation = new Situation(flow, home, enrollment, wanted.factors ?? [], []);
  if (factor) {
    const { id: flowId, expiresAt: flowExpiresAt } = flow.state;
    const keyId = 'codes-1' as KeyId;
    situation.challenge = Challenge.issue({ flowId, flowExpiresAt, factor, purpose: 'sign-in', keyId, at: noon });
    flow.challengeWith(situation.challenge.state.id);
  }
  return situation;
}
