import type { ChallengeView, FactorView, FlowStep } from '@postern/contracts';
import { maskEmail, type Factor, type Situation, type Step, type StepOf, type TotpCodes } from '@postern/mfa-domain';
import { authenticatorSetup } from './authenticator-setup.js';

/** A flow that has ended has no step to show: reading it is refused before it comes to this. */
export type ShownStep = Exclude<Step, { kind: 'ended' }>;

const moment = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Steps as the person sees them: destinations masked, and nothing that is not needed at this step. */
export class FlowView {
  constructor(
    private readonly totp: TotpCodes,
    private readonly issuer: string,
  ) {}

  async of(step: ShownStep, situation: Situation, at: Date): Promise<FlowStep> {
    switch (step.kind) {
      case 'choose-enrollment': {
        const { kind, requiredFrom, postponementsLeft } = step;
        return { kind, requiredFrom: requiredFrom.toISOString(), postponementsLeft };
      }
      case 'verify-email':
        return { kind: step.kind, accountEmail: step.accountEmail };
      case 'await-email': {
        const { state, resendAt } = step.verification;
        return { kind: step.kind, email: maskEmail(state.address), resendAt: moment(resendAt) };
      }
      case 'enroll-factor': {
        const { kind, allowed, active, skippable } = step;
        return { kind, allowed: [...allowed], active: active.map(factorView), skippable };
      }
      case 'activate-factor': {
        const shown = { kind: step.kind, factor: factorView(step.factor), challenge: challengeView(step, at) };
        const { seed } = step.factor.state;
        return seed === null ? shown : { ...shown, totp: await this.setup(step, situation) };
      }
      case 'answer-challenge':
        return {
          kind: step.kind,
          factor: factorView(step.factor),
          challenge: challengeView(step, at),
          alternatives: step.alternatives.map(factorView),
          canRememberDevice: false,
        };
      case 'complete':
        return { kind: step.kind };
    }
  }

  /** Only for the pending factor of this very flow: an active one's seed is never shown again (S7). */
  private setup({ factor }: StepOf<'activate-factor'>, { flow }: Situation) {
    const { id: factorId, accountId, seed } = factor.state;
    if (seed === null) throw new Error('there is no seed to show');
    const { username } = flow.state.subject;
    return authenticatorSetup(this.totp.revealSeed({ accountId, factorId }, seed), { issuer: this.issuer, username });
  }
}

function factorView(factor: Factor): FactorView {
  const { id, kind, label, activatedAt, lastUsedAt } = factor.state;
  const { maskedDestination } = factor;
  return {
    id,
    kind,
    label,
    ...(maskedDestination === null ? {} : { destination: maskedDestination }),
    activatedAt: moment(activatedAt),
    lastUsedAt: moment(lastUsedAt),
  };
}

function challengeView(
  { challenge, budget, factor }: StepOf<'activate-factor' | 'answer-challenge'>,
  at: Date,
): ChallengeView {
  const { id, kind, expiresAt } = challenge.state;
  const lockedUntil = budget.lockedUntil(at);
  return {
    id,
    kind,
    expiresAt: expiresAt.toISOString(),
    resendAt: moment(challenge.resendAt(at)),
    attemptsLeft: factor.state.status === 'disabled' ? 0 : budget.attemptsLeft(at),
    ...(lockedUntil ? { lockedUntil: lockedUntil.toISOString() } : {}),
  };
}
