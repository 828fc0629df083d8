import { Aggregate, DomainError, newId, secondsAfter } from '@postern/kernel';
import type { Shown } from '../challenge/assurance.js';
import { happened, notified, type EventContext, type MfaEvent } from '../events.js';
import type { ChallengeId, EmailVerificationId, FactorId, FlowId, FlowTokenHash, TrustedDeviceId } from '../ids.js';
import { flowPurposes, type FlowPurpose, type Subject } from './subject.js';

export const flowLifetimeSeconds = 1800;

export interface FlowState {
  id: FlowId;
  tokenHash: FlowTokenHash;
  purpose: FlowPurpose;
  /** As the flow began; a confirmed password renews what it says of the proof. */
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
  proof: (Shown & { factorId: FactorId; at: Date }) | null;
  /** The device that skipped the second factor, or that was remembered with the answer. */
  trustedDeviceId: TrustedDeviceId | null;
  /** The person wants to change factors before going on; `doneAt` says that they have finished. */
  modifyRequested: boolean;
  doneAt: Date | null;
  /** The address for passcodes and recovery is being changed: the verification is for the new one. */
  changingEmail: boolean;
  /** Every factor was lost: the verification is the second proof, and the new factor takes the place of all. */
  recovering: boolean;
  passwordConfirmedAt: Date | null;
  abandonedAt: Date | null;
}

/** One sign-in between the right password and the session. It holds what was done; `nextStep` says what is to do. */
export class SecondFactorFlow extends Aggregate<MfaEvent> {
  private constructor(private fields: FlowState) {
    super();
  }

  static start(subject: Subject, tokenHash: FlowTokenHash, startedEnrolled: boolean, at: Date): SecondFactorFlow {
    const purpose = flowPurposes.find((known) => known === subject.purpose);
    if (!purpose) throw new DomainError('flow.not_a_purpose', subject.purpose);
    return new SecondFactorFlow({
      id: newId<FlowId>(),
      tokenHash,
      purpose,
      subject,
      startedAt: at,
      expiresAt: secondsAfter(at, flowLifetimeSeconds),
      startedEnrolled,
      choice: null,
      verificationId: null,
      pendingFactorId: null,
      challengeId: null,
      proof: null,
      trustedDeviceId: null,
      modifyRequested: false,
      doneAt: null,
      changingEmail: false,
      recovering: false,
      passwordConfirmedAt: null,
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

  /** Once, and again with a factor that was set up because the first one was not enough. */
  prove(factorId: FactorId, shown: Shown, at: Date): void {
    const { proof: before, pendingFactorId } = this.fields;
    if ((before && pendingFactorId !== factorId) || this.isOver(at)) throw new DomainError('flow.not_open');
    const proof = { ...shown, factorId, at };
    this.fields = { ...this.fields, proof, pendingFactorId: null, challengeId: null };
  }

  /** A further factor became active in a flow that has its proof. */
  settleActivation(): void {
    this.fields = { ...this.fields, pendingFactorId: null, challengeId: null };
  }

  /** Skips the second factor, or will at a later sign-in. */
  trust(trustedDeviceId: TrustedDeviceId): void {
    this.fields = { ...this.fields, trustedDeviceId };
  }

  requestModification(): void {
    this.fields = { ...this.fields, modifyRequested: true };
  }

  finishModification(at: Date): void {
    this.fields = { ...this.fields, doneAt: at };
  }

  beginEmailChange(verificationId: EmailVerificationId): void {
    this.fields = { ...this.fields, verificationId, changingEmail: true };
  }

  beginRecovery(verificationId: EmailVerificationId): void {
    this.fields = { ...this.fields, verificationId, recovering: true };
  }

  /** The new factor is active, and all that was lost is gone. */
  recover(context: EventContext): void {
    this.record({ ...notified(context), type: 'factors.recovered' });
  }

  /** Back from waiting for a link to where the person came from. */
  stopWaiting(): void {
    this.fields = { ...this.fields, changingEmail: false, recovering: false };
  }

  /**
   * identity took the password again: `subject` says what is proven now, and to which organizations the account belongs by now. The
   * session counts as authenticated from here on, and so is not held any more to what was asked of it before.
   */
  confirmPassword(subject: Subject, at: Date): void {
    const { amr, aal, authenticatedAt, organizations } = subject;
    const renewed = { ...this.fields.subject, amr, aal, authenticatedAt, organizations };
    this.fields = { ...this.fields, subject: renewed, passwordConfirmedAt: at };
  }

  abandon(at: Date): void {
    this.fields = { ...this.fields, abandonedAt: at };
  }
}
