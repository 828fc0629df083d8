import type {
  AttemptBudgetState,
  ChallengeState,
  EmailVerificationState,
  EnrollmentState,
  FactorResetState,
  FactorState,
  FlowState,
  Subject,
  TrustedDeviceState,
} from '@postern/mfa-domain';
import { Table } from './table.js';

export interface StoredFlow extends FlowState {
  accountId: Subject['accountId'];
  /** Unique: a subject token buys one flow. */
  subjectTokenId: Subject['tokenId'];
  /** Grows with every change, so that of parallel ones exactly one is saved. */
  version: number;
}

export const flowTable = new Table<StoredFlow>('mfa.flow', {
  id: 'uuid',
  tokenHash: 'text',
  subjectTokenId: 'uuid',
  accountId: 'uuid',
  purpose: 'text',
  subject: 'jsonb',
  startedAt: 'timestamptz',
  expiresAt: 'timestamptz',
  startedEnrolled: 'boolean',
  choice: 'text',
  verificationId: 'uuid',
  pendingFactorId: 'uuid',
  challengeId: 'uuid',
  proof: 'jsonb',
  trustedDeviceId: 'uuid',
  modifyRequested: 'boolean',
  doneAt: 'timestamptz',
  changingEmail: 'boolean',
  recovering: 'boolean',
  passwordConfirmedAt: 'timestamptz',
  abandonedAt: 'timestamptz',
  version: 'int',
});

export const challengeTable = new Table<ChallengeState>('mfa.challenge', {
  id: 'uuid',
  flowId: 'uuid',
  accountId: 'uuid',
  factorId: 'uuid',
  kind: 'text',
  purpose: 'text',
  keyId: 'text',
  status: 'text',
  issuedAt: 'timestamptz',
  expiresAt: 'timestamptz',
  sends: 'int',
  lastSentAt: 'timestamptz',
});

export const verificationTable = new Table<EmailVerificationState>('mfa.email_verification', {
  id: 'uuid',
  flowId: 'uuid',
  accountId: 'uuid',
  purpose: 'text',
  address: 'text',
  keyId: 'text',
  requestedAt: 'timestamptz',
  expiresAt: 'timestamptz',
  verifiedAt: 'timestamptz',
  sends: 'int',
  lastSentAt: 'timestamptz',
});

export const enrollmentTable = new Table<EnrollmentState & { version: number }>('mfa.enrollment', {
  accountId: 'uuid',
  verifiedAddress: 'text',
  verifiedAt: 'timestamptz',
  postponements: 'int',
  enrolledAt: 'timestamptz',
  factorsChangedAt: 'timestamptz',
  credentialVersion: 'int',
  version: 'int',
});

export const factorTable = new Table<FactorState>('mfa.factor', {
  id: 'uuid',
  accountId: 'uuid',
  kind: 'text',
  status: 'text',
  label: 'text',
  destination: 'text',
  seed: 'text',
  passkey: 'jsonb',
  recoveryHashes: 'jsonb',
  replaces: 'uuid',
  createdAt: 'timestamptz',
  activatedAt: 'timestamptz',
  lastUsedAt: 'timestamptz',
  lastAcceptedStep: 'bigint',
  consecutiveFailures: 'int',
});

export const budgetTable = new Table<AttemptBudgetState>('mfa.attempt_budget', {
  accountId: 'uuid',
  subject: 'text',
  source: 'text',
  used: 'int',
  locks: 'int',
  lockedUntil: 'timestamptz',
});

export const trustedDeviceTable = new Table<TrustedDeviceState>('mfa.trusted_device', {
  id: 'uuid',
  accountId: 'uuid',
  tokenHash: 'text',
  name: 'text',
  kind: 'text',
  source: 'text',
  application: 'text',
  credentialVersion: 'int',
  flowId: 'uuid',
  rememberedAt: 'timestamptz',
  lastUsedAt: 'timestamptz',
  expiresAt: 'timestamptz',
});

export const factorResetTable = new Table<FactorResetState>('mfa.factor_reset', {
  id: 'uuid',
  accountId: 'uuid',
  requestedBy: 'uuid',
  requestedAt: 'timestamptz',
  takesEffectAt: 'timestamptz',
  stoppedAt: 'timestamptz',
  appliedAt: 'timestamptz',
});
