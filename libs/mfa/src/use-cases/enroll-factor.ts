import { DomainError } from '@postern/kernel';
import type { Challenge } from '../challenge/challenge.js';
import { Factor, maxFactors } from '../factor/factor.js';
import { judgePhoneNumber, PhoneNumbers } from '../factor/phone-number.js';
import { TotpCodes } from '../factor/totp-codes.js';
import { Flows } from '../flow/flows.js';
import type { Situation } from '../flow/situation.js';
import type { FactorId } from '../ids.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import { tooEarly, type FlowOutcome, type Refusal } from './outcome.js';

export type WantedFactor =
  | { kind: 'sms'; phone: string }
  | { kind: 'email' }
  | { kind: 'totp' | 'webauthn'; label?: string | undefined; replaces?: string | undefined };

/**
 * Sets up a factor, pending, and asks for what proves it. What it takes the place of stays active until then (R12):
 * `replaces` of an app or a passkey, and the number or address that the account has already.
 */
export class EnrollFactor {
  constructor(
    private readonly steps: FlowSteps,
    private readonly issuer: ChallengeIssuer,
    private readonly phones: PhoneNumbers,
    private readonly totp: TotpCodes,
    private readonly flows: Flows,
  ) {}

  execute(call: FlowCall, wanted: WantedFactor): Promise<FlowOutcome> {
    return this.steps.take(call, ['enroll-factor', 'manage-factors'], async ({ situation, step, at }) => {
      if (!step.allowed.includes(wanted.kind)) return { code: 'factor.kind_not_allowed' };
      const retryAt = situation.budget(`activate:${wanted.kind}`).lockedUntil(at);
      if (retryAt) return { code: 'challenge.locked', retryAt };
      const factor = this.pending(wanted, situation, at);
      if (!(factor instanceof Factor)) return factor;
      const others = situation.enrolled.filter((other) => !factor.takesThePlaceOf(other));
      if (step.kind === 'manage-factors' && others.length >= maxFactors) return { code: 'factor.limit' };
      const earlier = await this.takenBack(situation, factor, at);
      const early = earlier && tooEarly(earlier.resendAt(at), at);
      if (early) return early;
      situation.factors.push(factor);
      situation.flow.awaitActivation(factor.state.id);
      const issued = await this.issuer.issue(situation, factor, 'activation', at, earlier);
      return issued === 'issued' ? null : { code: 'challenge.resend_limit' };
    });
  }

  private pending(wanted: WantedFactor, situation: Situation, at: Date): Factor | Refusal {
    const { accountId } = situation.flow.state.subject;
    if (wanted.kind === 'totp' || wanted.kind === 'webauthn') {
      const { kind, label } = wanted;
      const replaced = situation.enrolled.find(({ state }) => state.id === wanted.replaces && state.kind === kind);
      if (wanted.replaces && !replaced) return { code: 'factor.not_found' };
      const replaces = replaced?.state.id ?? null;
      if (kind === 'webauthn') return Factor.enroll({ kind, accountId, at, label, replaces });
      const seed = (factorId: FactorId) => this.totp.createSeed({ accountId, factorId });
      return Factor.enroll({ kind, accountId, at, label, replaces, seed });
    }
    if (wanted.kind === 'sms') {
      const judged = judgePhoneNumber(wanted.phone, this.phones);
      if ('refused' in judged) return { code: 'phone.refused', field: 'phone', reason: judged.refused };
      return Factor.enroll({ kind: 'sms', accountId, at, destination: judged.number });
    }
    const { verifiedAddress } = situation.enrollment.state;
    if (!verifiedAddress) throw new DomainError('enrollment.without_address');
    return Factor.enroll({ kind: 'email', accountId, at, destination: verifiedAddress });
  }

  /**
   * Taking a factor back and setting up the same one again must not send faster than asking for the code again does, whatever
   * was set up in between (R9).
   */
  private async takenBack({ flow }: Situation, { state }: Factor, at: Date): Promise<Challenge | null> {
    if (state.destination === null) return null;
    const earlier = await this.flows.lastChallengeTo(flow.state.id, state.destination);
    return earlier?.isLive(at) ? earlier : null;
  }
}
