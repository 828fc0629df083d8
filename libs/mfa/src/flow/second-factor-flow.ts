import { Aggregate, DomainError, newId, secondsAfter } from '@postern/kernel';
import { happened, type EventContext, type MfaEvent } from '../events.js';
import type { FactorKind } from '../factor/factor-kind.js';
import type { ChallengeId, EmailVerificationId, FactorId, FlowId, FlowTokenHash } from '../ids.js';
import type { Subject } from './subject.js';

export const flowLifetimeSeconds = 1800;

export interface FlowState {
  id: FlowId;
  tokenHash: FlowTokenHash;
  purpose: 'sign-in';
  subject: Subject;
  startedAt: Date;
  expiresAt: Date;
  /** Whether the account had factors when the flow began; decides which of the two journeys this is. */
  startedEnrolled: boolean;
  choice: 'enroll' | 'not-now' | null;
  /**
   * The verification, pending factor and challenge that count; others of this flow are superseded. A factor that was taken
   * back stays here, revoked, until the next one: it tells when something was sent to its destination.
   */
  verificationId: EmailVerificationId | null;
  pendingFactorId: FactorId | null;
  challengeId: ChallengeId | null;
  /** The factor that was proven in this flow. */
  proof: { factorId: FactorId; kind: FactorKind; at: Date } | null;
  abandonedAt: Date | null;
}

/** One sign-in between the right password and the session. It holds what was done; `nextStep` says what is to do. */
export class SecondFactorFlow extends Aggregate<MfaEvent> {
  private constructor(private fields: FlowState) {
    super();
  }

  static start(subject: Subject, tokenHash: FlowTokenHash, startedEnrolled: boolean, at: Date): SecondFactorFlow {
    return new SecondFactorFlow({
      id: newId<FlowId>(),
      tokenHash,
      purpose: 'sign-in',
      subject,
      startedAt: at,
      expiresAt: secondsAfter(at, flowLifetimeSeconds),
      startedEnrolled,
      choice: null,
      verificationId: null,
      pendingFactorId: null,
      challengeId: null,
      proof: null,
      abandonedAt: null,
    });
  }

  static restore(state: FlowState): SecondFactorFlow {
    return new SecondFactorFlow(state);
  }

  get state(): Readonly<FlowState> {
    return this.fields;
  }

  isOver(at: Date): boolean {
    return this.fields.abandonedAt !== null || at >= this.fields.expiresAt;
  }

  chooseEnrollment(): void {
    this.fields = { ...this.fields, choice: 'enroll' };
  }

  postpone(context: EventContext): void {
    this.fields = { ...this.fields, choice: 'not-now' };
    this.record({ ...happened(context), type: 'enrollment.postponed' });
  }

  awaitEmail(verificationId: EmailVerificationId): void {
    this.fields = { ...this.fields, verificationId };
  }

  awaitActivation(pendingFactorId: FactorId): void {
    this.fields = { ...this.fields, pendingFactorId };
  }

  challengeWith(challengeId: ChallengeId): void {
    this.fields = { ...this.fields, challengeId };
  }

  prove(factorId: FactorId, kind: FactorKind, at: Date): void {
    if (this.fields.proof || this.isOver(at)) throw new DomainError('flow.not_open');
    this.fields = { ...this.fields, proof: { factorId, kind, at }, pendingFactorId: null, challengeId: null };
  }

  abandon(at: Date): void {
    this.fields = { ...this.fields, abandonedAt: at };
  }
}
