import type { AccountId, Redacted } from '@postern/kernel';
import type { ChallengeId, FactorId, KeyId } from '../ids.js';
import type { ChallengePurpose } from './challenge.js';

/** All that a code is bound to: one challenge of one flow, its account, factor and purpose. */
export interface CodeSubject {
  challengeId: ChallengeId;
  accountId: AccountId;
  factorId: FactorId;
  purpose: ChallengePurpose;
  keyId: KeyId;
}

/**
 * Six-digit codes derived under a key outside the database, without bias and with leading zeros; none is stored, and
 * the same subject always has the same code. Every method throws when the named key is not configured.
 */
export abstract class OneTimeCodes {
  /** The key for new challenges. */
  abstract currentKeyId(): KeyId;

  abstract derive(subject: CodeSubject): Redacted;

  /** Compares in constant time. */
  abstract matches(subject: CodeSubject, code: string): boolean;
}
