import { DomainError } from '@postern/kernel';
import type { Challenge } from '../challenge/challenge.js';
import { OneTimeCodes } from '../challenge/one-time-codes.js';
import type { Factor } from '../factor/factor.js';
import { TotpCodes } from '../factor/totp-codes.js';

/** `step`: the TOTP step of a right code, null for a code that was sent. `replayed`: it was right, and was used before. */
export type Judgment = { right: true; step: number | null } | { right: false; replayed: boolean };

/** Compares an answer. Throws when a key is missing or a seed does not open: then nothing was compared. */
export class CodeJudge {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly totp: TotpCodes,
  ) {}

  judge(challenge: Challenge, factor: Factor, code: string, at: Date): Judgment {
    const { id: factorId, accountId, kind, seed } = factor.state;
    if (kind !== 'totp') {
      const right = this.codes.matches(challenge.codeSubject, code);
      return right ? { right, step: null } : { right, replayed: false };
    }
    if (seed === null) throw new DomainError('factor.without_seed');
    const step = this.totp.matchingStep({ accountId, factorId }, seed, code, at);
    if (step === null) return { right: false, replayed: false };
    return factor.acceptsStep(step) ? { right: true, step } : { right: false, replayed: true };
  }
}
