import type { AccountId } from '@postern/kernel';
import { AttemptBudget, type AttemptBudgetState } from '../challenge/attempt-budget.js';
import { Challenge, type ChallengeState } from '../challenge/challenge.js';
import { EmailVerification, type EmailVerificationState } from '../email-verification/email-verification.js';
import type { MfaEvent } from '../events.js';
import { FactorReset, type FactorResetState } from '../factor/factor-reset.js';
import { Factor, type FactorState } from '../factor/factor.js';
import { Enrollment, type EnrollmentState } from '../flow/enrollment.js';
import { SecondFactorFlow, type FlowState } from '../flow/second-factor-flow.js';
import { Situation, type AccountStanding } from '../flow/situation.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';
import type { TrustedDeviceState } from '../trusted-device/trusted-device.js';

/** What both in-memory adapters share: rows by id, and whether they are still the ones that a situation was made of. */
export class InMemoryStore {
  readonly flows = new Map<string, Readonly<FlowState>>();
  readonly enrollments = new Map<string, Readonly<EnrollmentState>>();
  readonly factors = new Map<string, Readonly<FactorState>>();
  readonly challenges = new Map<string, Readonly<ChallengeState>>();
  readonly verifications = new Map<string, Readonly<EmailVerificationState>>();
  readonly budgets = new Map<string, Readonly<AttemptBudgetState>>();
  readonly devices = new Map<string, Readonly<TrustedDeviceState>>();
  readonly resets = new Map<string, Readonly<FactorResetState>>();
  readonly published: MfaEvent[] = [];
  private readonly spent = new Set<string>();
  private readonly origins = new WeakMap<Situation, { flow: FlowState; enrollment: EnrollmentState | undefined }>();
  private readonly loaded = new WeakSet<FactorState>();

  standing(accountId: AccountId, source: Source): AccountStanding {
    const enrollment = this.enrollments.get(accountId);
    return {
      enrollment: enrollment ? Enrollment.restore(enrollment) : Enrollment.none(accountId),
      factors: this.factorsOf(accountId, (factor) => factor.status === 'active' || factor.status === 'disabled'),
      budgets: this.budgetsOf(accountId, source),
      reset: this.waitingReset(accountId),
    };
  }

  situation(flow: Readonly<FlowState>, source: Source): Situation {
    const { accountId } = flow.subject;
    const enrollment = this.enrollments.get(accountId);
    const visible = (factor: FactorState) =>
      factor.status === 'active' || factor.status === 'disabled' || factor.id === flow.pendingFactorId;
    const situation = new Situation(
      SecondFactorFlow.restore(flow),
      source,
      enrollment ? Enrollment.restore(enrollment) : Enrollment.none(accountId),
      this.factorsOf(accountId, visible),
      this.budgetsOf(accountId, source),
    );
    const challenge = this.challenges.get(flow.challengeId ?? '');
    situation.challenge = challenge ? Challenge.restore(challenge) : null;
    const verification = this.verifications.get(flow.verificationId ?? '');
    situation.verification = verification ? EmailVerification.restore(verification) : null;
    this.origins.set(situation, { flow, enrollment });
    return situation;
  }

  /** Rows are replaced, never changed, so identity tells whether another call was faster. */
  isCurrent(situation: Situation): boolean {
    const origin = this.origins.get(situation);
    const { flow, enrollment } = situation;
    if (this.flows.get(flow.state.id) !== origin?.flow) return false;
    const written = enrollment.state !== origin?.enrollment && !this.isFresh(enrollment);
    return !written || this.enrollments.get(enrollment.state.accountId) === origin?.enrollment;
  }

  write(situation: Situation): void {
    const { flow, enrollment, factors, challenge, verification } = situation;
    this.flows.set(flow.state.id, { ...flow.state });
    if (!this.isFresh(enrollment)) this.enrollments.set(enrollment.state.accountId, enrollment.state);
    // A factor that did not change is not written: another flow may have used it meanwhile.
    for (const { state } of factors) if (!this.loaded.has(state)) this.factors.set(state.id, { ...state });
    if (challenge) this.challenges.set(challenge.state.id, challenge.state);
    if (verification) this.verifications.set(verification.state.id, verification.state);
    const { forgetsDevices, remembered } = situation;
    const { accountId } = flow.state.subject;
    for (const device of forgetsDevices ? this.devices.values() : []) {
      const kept = device.accountId !== accountId || device.id === flow.state.trustedDeviceId;
      if (!kept) this.devices.delete(device.id);
    }
    if (remembered) this.devices.set(remembered.state.id, remembered.state);
    if (situation.forgetsDevices) this.forgetDevices(flow.state.subject.accountId, flow.state.trustedDeviceId);
    if (situation.remembered) this.devices.set(situation.remembered.state.id, situation.remembered.state);
    this.published.push(...situation.pullEvents());
  }

  /** A subject token that names a later version ends the flows of earlier ones. */
  meet({ accountId, credentialVersion }: Subject): void {
    const stored = this.enrollments.get(accountId) ?? Enrollment.none(accountId).state;
    if (stored.credentialVersion < credentialVersion) this.enrollments.set(accountId, { ...stored, credentialVersion });
  }

  waitingReset(accountId: AccountId): FactorReset | null {
    const waits = ({ accountId: of, stoppedAt, appliedAt }: FactorResetState) =>
      of === accountId && !stoppedAt && !appliedAt;
    const found = [...this.resets.values()].find(waits);
    return found ? FactorReset.restore(found) : null;
  }

  /** And with them what rests on them. */
  takeAllFactors(accountId: AccountId, at: Date): void {
    for (const state of this.factors.values()) {
      if (state.accountId !== accountId) continue;
      const factor = Factor.restore(state);
      factor.revoke();
      this.factors.set(state.id, factor.state);
    }
    const enrollment = this.enrollments.get(accountId);
    if (enrollment) this.enrollments.set(accountId, { ...enrollment, enrolledAt: null, factorsChangedAt: at });
    this.forgetDevices(accountId, null);
    for (const flow of this.flows.values()) {
      if (flow.subject.accountId === accountId)
        this.flows.set(flow.id, { ...flow, abandonedAt: flow.abandonedAt ?? at });
    }
  }

  spend(id: string): boolean {
    if (this.spent.has(id)) return false;
    this.spent.add(id);
    return true;
  }

  /** Another call gets in between, as it would with a database. */
  async roundTrip(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) await Promise.resolve();
  }

  private forgetDevices(accountId: AccountId, but: string | null): void {
    for (const { id, accountId: of } of this.devices.values())
      if (of === accountId && id !== but) this.devices.delete(id);
  }

  private isFresh({ state }: Enrollment): boolean {
    return state.postponements === 0 && state.verifiedAt === null && state.enrolledAt === null;
  }

  private factorsOf(accountId: AccountId, wanted: (factor: FactorState) => boolean): Factor[] {
    return [...this.factors.values()]
      .filter((factor) => factor.accountId === accountId && wanted(factor))
      .map((factor) => {
        this.loaded.add(factor);
        return Factor.restore(factor);
      });
  }

  private budgetsOf(accountId: AccountId, source: Source): AttemptBudget[] {
    return [...this.budgets.values()]
      .filter((budget) => budget.accountId === accountId && budget.source === source)
      .map((budget) => AttemptBudget.restore(budget));
  }
}
