import type { FactorId } from '../ids.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** Answers with another factor than the one that was asked for. */
export class SwitchChallenge {
  constructor(
    private readonly steps: FlowSteps,
    private readonly issuer: ChallengeIssuer,
  ) {}

  /** Any id but that of an alternative (another account's, a disabled factor's) is `factor.not_found`. */
  execute(call: FlowCall, factorId: FactorId): Promise<FlowOutcome> {
    return this.steps.take(call, ['answer-challenge'], async ({ situation, step, at }) => {
      // Choosing the factor that is already asked for must not send a second code past the cool-down.
      if (step.factor.state.id === factorId) return null;
      const factor = step.alternatives.find(({ state }) => state.id === factorId);
      if (!factor) return { code: 'factor.not_found' };
      const issued = await this.issuer.issue(situation, factor, 'sign-in', at);
      return issued === 'issued' ? null : { code: 'challenge.resend_limit' };
    });
  }
}
