import { Aggregate, DomainError, newId, type AccountId } from '@postern/kernel';
import { happened, type EventContext, type MfaEvent } from '../events.js';
import type { FactorId } from '../ids.js';
import { labelOf, type FactorKind } from './factor-kind.js';
import { maskEmail, maskPhone } from './masking.js';
import type { SealedSeed } from './totp-codes.js';

export type FactorStatus = 'pending' | 'active' | 'disabled' | 'revoked';

export interface FactorState {
  id: FactorId;
  accountId: AccountId;
  kind: FactorKind;
  status: FactorStatus;
  label: string;
  /** E.164 number or e-mail address; null for authenticator apps. */
  destination: string | null;
  seed: SealedSeed | null;
  createdAt: Date;
  activatedAt: Date | null;
  lastUsedAt: Date | null;
  /** The last TOTP step that was accepted; it only grows, so no code is taken twice. */
  lastAcceptedStep: number | null;
  /** Wrong or unfinished answers from all sources since the last right one. */
  consecutiveFailures: number;
}

/** After so many failures in a row a factor is disabled (NIST SP 800-63B-4 section 3.2.2). */
export const failuresUntilDisabled = 100;

type NewFactor = { accountId: AccountId; at: Date } & (
  { kind: 'sms' | 'email'; destination: string } | { kind: 'totp'; seed: (id: FactorId) => SealedSeed }
);

/** Something that an account has and can prove: a phone, a mailbox, an authenticator app. */
export class Factor extends Aggregate<MfaEvent> {
  private constructor(private fields: FactorState) {
    super();
  }

  /** Pending: proves nothing until `activate`. */
  static enroll(wanted: NewFactor): Factor {
    const id = newId<FactorId>();
    return new Factor({
      id,
      accountId: wanted.accountId,
      kind: wanted.kind,
      status: 'pending',
      label: labelOf(wanted.kind),
      destination: wanted.kind === 'totp' ? null : wanted.destination,
      seed: wanted.kind === 'totp' ? wanted.seed(id) : null,
      createdAt: wanted.at,
      activatedAt: null,
      lastUsedAt: null,
      lastAcceptedStep: null,
      consecutiveFailures: 0,
    });
  }

  static restore(state: FactorState): Factor {
    return new Factor(state);
  }

  get state(): Readonly<FactorState> {
    return this.fields;
  }

  get maskedDestination(): string | null {
    const { kind, destination } = this.fields;
    if (destination === null) return null;
    return kind === 'sms' ? maskPhone(destination) : maskEmail(destination);
  }

  /** False for a code of a step that was accepted before, or of an older one. */
  acceptsStep(step: number): boolean {
    return this.fields.lastAcceptedStep === null || step > this.fields.lastAcceptedStep;
  }

  /** A first right code proved it. */
  activate(context: EventContext, step: number | null): void {
    if (this.fields.status !== 'pending') throw new DomainError('factor.not_pending');
    this.fields = { ...this.fields, status: 'active', activatedAt: context.at };
    this.noteRightAnswer(context.at, step);
    this.record({
      ...context,
      type: 'factor.activated',
      ...this.named,
      maskedDestination: this.maskedDestination,
    });
  }

  /** A right code at sign-in. */
  use(at: Date, step: number | null): void {
    if (this.fields.status !== 'active') throw new DomainError('factor.not_active');
    this.noteRightAnswer(at, step);
  }

  /** A wrong answer, already counted in `consecutiveFailures`; too many in a row disable the factor. */
  fail(context: EventContext): void {
    if (this.fields.consecutiveFailures < failuresUntilDisabled || this.fields.status === 'disabled') return;
    this.fields = { ...this.fields, status: 'disabled' };
    this.record({ ...happened(context), type: 'factor.disabled', ...this.named });
  }

  revoke(): void {
    this.fields = { ...this.fields, status: 'revoked', seed: null };
  }

  private noteRightAnswer(at: Date, step: number | null): void {
    if (step !== null && !this.acceptsStep(step)) throw new DomainError('factor.step_replayed');
    const lastAcceptedStep = step ?? this.fields.lastAcceptedStep;
    this.fields = { ...this.fields, lastUsedAt: at, lastAcceptedStep, consecutiveFailures: 0 };
  }

  private get named() {
    return { factorId: this.fields.id, factorKind: this.fields.kind };
  }
}

/** Most recently used first; one that was never used counts from its activation. */
export const byLastUse = (one: Factor, other: Factor): number => usedAt(other) - usedAt(one);

const usedAt = ({ state }: Factor): number => (state.lastUsedAt ?? state.activatedAt ?? state.createdAt).getTime();
