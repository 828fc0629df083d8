import type { Factor } from '../factor/factor.js';
import { Flows } from '../flow/flows.js';
import type { Situation } from '../flow/situation.js';
import type { FactorId } from '../ids.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** Answers with another factor than the one that was asked for. */
export class SwitchChallenge {
  constructor(
    private readonly steps: FlowSteps,
    private readonly issuer: ChallengeIssuer,
    private readonly flows: Flows,
  ) {}

  /** Any id but that of an alternative (another account's, a disabled factor's) is `factor.not_found`. */
  execute(call: FlowCall, factorId: FactorId): Promise<FlowOutcome> {
    return this.steps.take(call, ['answer-challenge'], async ({ situation, step, at }) => {
      // Choosing the factor that is already asked for must not send a second code past the cool-down.
      if (step.factor.state.id === factorId) return null;
      const factor = step.alternatives.find(({ state }) => state.id === factorId);
      if (!factor) return { code: 'factor.not_found' };
      const issued =
        (await this.takeUp(situation, factor, at)) ?? (await this.issuer.issue(situation, factor, 'sign-in', at));
      return issued === 'issued' ? null : { code: 'challenge.resend_limit' };
    });
  }

  /** Back to a factor whose code is on its way already: going back and forth must not send faster than asking again (R9). */
  private async takeUp(situation: Situation, factor: Factor, at: Date): Promise<'issued' | 'held-back' | null> {
    const { id: factorId, destination } = factor.state;
    if (destination === null) return null;
    const earlier = await this.flows.lastChallengeTo(situation.flow.state.id, destination);
    if (earlier?.state.factorId !== factorId || !earlier.isLive(at)) return null;
    situation.challenge = earlier;
    situation.flow.challengeWith(earlier.state.id);
    return earlier.state.sends > 0 ? 'issued' : this.issuer.send(situation, earlier, factor, at);
  }
}
