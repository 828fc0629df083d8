import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import { tooEarly, type FlowOutcome } from './outcome.js';

/** The same code once more; a fresh challenge where the old one has expired. Never resets the attempts. */
export class ResendCode {
  constructor(
    private readonly steps: FlowSteps,
    private readonly issuer: ChallengeIssuer,
  ) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['activate-factor', 'answer-challenge'], async ({ situation, step, at }) => {
      const { factor, challenge, budget } = step;
      if (factor.state.status === 'disabled') return { code: 'challenge.locked', retryAt: null };
      const retryAt = budget.lockedUntil(at);
      if (retryAt) return { code: 'challenge.locked', retryAt };
      const early = tooEarly(challenge.resendAt(at), at);
      if (early) return early;
      const sent = challenge.isLive(at)
        ? await this.issuer.send(situation, challenge, factor, at)
        : await this.issuer.issue(situation, factor, challenge.state.purpose, at);
      return sent === 'issued' ? null : { code: 'challenge.resend_limit' };
    });
  }
}
