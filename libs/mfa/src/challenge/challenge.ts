import { Aggregate, DomainError, newId, secondsAfter, type AccountId } from '@postern/kernel';
import { happened, notified, type EventContext, type MfaEvent } from '../events.js';
import { channelOf, type FactorKind } from '../factor/factor-kind.js';
import type { Factor } from '../factor/factor.js';
import type { ChallengeId, FactorId, FlowId, KeyId } from '../ids.js';
import type { AttemptSubject } from './attempt-budget.js';
import type { CodeSubject } from './one-time-codes.js';
import { resendAllowedAt } from './resend-schedule.js';

export type ChallengePurpose = 'activation' | 'sign-in';

/** How long a code that was sent is taken. */
export const codeLifetimeSeconds = 300;

export interface ChallengeState {
  id: ChallengeId;
  flowId: FlowId;
  accountId: AccountId;
  factorId: FactorId;
  kind: FactorKind;
  purpose: ChallengePurpose;
  /** Key under which its code is derived. */
  keyId: KeyId;
  status: 'issued' | 'approved';
  issuedAt: Date;
  expiresAt: Date;
  sends: number;
  lastSentAt: Date | null;
}

/**
 * One attempt to verify one factor in one flow. It is superseded as soon as its flow points to another one, expired by
 * the clock, and locked while its budget is; those three are therefore never stored with it.
 */
export class Challenge extends Aggregate<MfaEvent> {
  private constructor(private fields: ChallengeState) {
    super();
  }

  /**
   * `flowExpiresAt` bounds a challenge for which nothing is sent; one with a sent code lives five minutes. `after`: an earlier
   * one for the same destination, whose messages count towards the cool-down of this one.
   */
  static issue(wanted: {
    flowId: FlowId;
    flowExpiresAt: Date;
    factor: Factor;
    purpose: ChallengePurpose;
    keyId: KeyId;
    at: Date;
    after?: Challenge | null;
  }): Challenge {
    const { id: factorId, accountId, kind } = wanted.factor.state;
    return new Challenge({
      id: newId<ChallengeId>(),
      flowId: wanted.flowId,
      accountId,
      factorId,
      kind,
      purpose: wanted.purpose,
      keyId: wanted.keyId,
      status: 'issued',
      issuedAt: wanted.at,
      expiresAt: channelOf(kind) ? secondsAfter(wanted.at, codeLifetimeSeconds) : wanted.flowExpiresAt,
      sends: wanted.after?.state.sends ?? 0,
      lastSentAt: wanted.after?.state.lastSentAt ?? null,
    });
  }

  static restore(state: ChallengeState): Challenge {
    return new Challenge(state);
  }

  get state(): Readonly<ChallengeState> {
    return this.fields;
  }

  get attemptSubject(): AttemptSubject {
    return this.fields.purpose === 'activation' ? `activate:${this.fields.kind}` : this.fields.factorId;
  }

  get codeSubject(): CodeSubject {
    const { id: challengeId, accountId, factorId, purpose, keyId } = this.fields;
    return { challengeId, accountId, factorId, purpose, keyId };
  }

  isLive(at: Date): boolean {
    return this.fields.status === 'issued' && at < this.fields.expiresAt;
  }

  /** Null where nothing is sent or no resend is left. Past its expiry a fresh challenge may be asked for at once. */
  resendAt(at: Date): Date | null {
    if (!channelOf(this.fields.kind)) return null;
    if (at >= this.fields.expiresAt) return this.fields.expiresAt;
    return resendAllowedAt(this.fields, this.fields.issuedAt);
  }

  /** Sends the code, the first time or again: always the same one, so that a late message is still right. */
  send(context: EventContext, destination: string): void {
    const channel = channelOf(this.fields.kind);
    if (!channel) throw new DomainError('challenge.nothing_to_send');
    this.fields = { ...this.fields, sends: this.fields.sends + 1, lastSentAt: context.at };
    const { id: challengeId, expiresAt } = this.fields;
    this.record({
      ...happened(context),
      type: 'passcode.requested',
      ...this.named,
      challengeId,
      channel,
      destination,
      expiresAt,
    });
  }

  approve(at: Date): void {
    if (!this.isLive(at)) throw new DomainError('challenge.not_live');
    this.fields = { ...this.fields, status: 'approved' };
  }

  /** `lockedUntil`: set when this was the last answer of the budget. */
  reject(context: EventContext, lockedUntil: Date | null): void {
    this.record({ ...happened(context), type: 'challenge.rejected', ...this.named });
    if (lockedUntil) {
      const { afterPassword } = context;
      this.record({ ...notified(context), type: 'challenge.locked', ...this.named, until: lockedUntil, afterPassword });
    }
  }

  private get named() {
    return { factorId: this.fields.factorId, factorKind: this.fields.kind };
  }
}
