import { isEnrollable } from '../factor/factor-kind.js';
import { removeFactor } from '../flow/factor-changes.js';
import type { FactorId } from '../ids.js';
import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** Takes one factor away. Whoever must have one keeps the last. */
export class RemoveFactor {
  constructor(private readonly steps: FlowSteps) {}

  /** Any id but that of a factor in the list (another account's, one that is gone) is `factor.not_found`. */
  execute(call: FlowCall, factorId: FactorId): Promise<FlowOutcome> {
    return this.steps.take(call, ['manage-factors'], ({ situation, step, at }) => {
      const factor = step.factors.find(({ state }) => state.id === factorId);
      if (!factor) return { code: 'factor.not_found' };
      const others = situation.active.filter((other) => other !== factor);
      if (step.mustKeepOne && isEnrollable(factor.state.kind) && others.length === 0)
        return { code: 'factor.last_one' };
      removeFactor(situation, factor, at);
      return null;
    });
  }
}
