import { DomainError } from '@postern/kernel';
import { OneTimeCodes } from '../challenge/one-time-codes.js';
import type { Trace } from '../challenge/trace.js';
import type { Factor } from '../factor/factor.js';
import { TotpCodes } from '../factor/totp-codes.js';
import type { StepOf } from '../flow/next-step.js';
import { PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { countHasGrown, type PasskeyResponse } from '../passkey/passkey.js';
import { Passkeys } from '../passkey/passkeys.js';
import { RecoveryCodes } from '../recovery-code/recovery-codes.js';

export type Asked = StepOf<'activate-factor' | 'answer-challenge'>;

/** A passkey is answered with what the browser gave, everything else with what was typed. */
export type Answer = { code: string } | { credential: PasskeyResponse };

/** `replayed`: it was right, and was used before. */
export type Judgment = { right: true; trace: Trace } | { right: false; replayed: boolean };

const wrong: Judgment = { right: false, replayed: false };
const replayed: Judgment = { right: false, replayed: true };

/** Compares an answer. Throws when a key is missing or a seed does not open: then nothing was compared. */
export class AnswerJudge {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly totp: TotpCodes,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
  ) {}

  async judge(asked: Asked, answer: Answer, at: Date): Promise<Judgment> {
    const { kind } = asked.factor.state;
    if (kind === 'webauthn') return 'credential' in answer ? this.judgeCredential(asked, answer.credential) : wrong;
    if (!('code' in answer)) return wrong;
    switch (kind) {
      case 'totp':
        return this.judgeTotp(asked.factor, answer.code, at);
      case 'recovery_code':
        return this.judgeRecoveryCode(asked.factor, answer.code);
      case 'sms':
      case 'email':
        return this.codes.matches(asked.challenge.codeSubject, answer.code)
          ? { right: true, trace: { kind: 'sent-code' } }
          : wrong;
    }
  }

  private judgeTotp(factor: Factor, code: string, at: Date): Judgment {
    const { id: factorId, accountId, seed } = factor.state;
    if (seed === null) throw new DomainError('factor.without_seed');
    const step = this.totp.matchingStep({ accountId, factorId }, seed, code, at);
    if (step === null) return wrong;
    return factor.acceptsStep(step) ? { right: true, trace: { kind: 'totp', step } } : replayed;
  }

  private judgeRecoveryCode({ state }: Factor, code: string): Judgment {
    const hash = this.recoveryCodes.find(state.accountId, state.recoveryHashes ?? [], code);
    return hash === null ? wrong : { right: true, trace: { kind: 'recovery-code', hash } };
  }

  private async judgeCredential({ kind, factor, challenge }: Asked, credential: PasskeyResponse): Promise<Judgment> {
    const signed = this.challenges.of(challenge.codeSubject);
    const { accountId, passkey } = factor.state;
    if (kind === 'activate-factor') {
      const created = await this.passkeys.created(signed, credential);
      return created ? { right: true, trace: { kind: 'new-passkey', ...created } } : wrong;
    }
    if (passkey === null) throw new DomainError('factor.without_passkey');
    const assertion = await this.passkeys.asserted(signed, { passkey, accountId, alone: false }, credential);
    if (!assertion) return wrong;
    return countHasGrown(passkey.signCount, assertion.signCount)
      ? { right: true, trace: { kind: 'passkey', assertion } }
      : replayed;
  }
}
