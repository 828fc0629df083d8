import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/**
 * Back: takes back the factor that waits for its first code, for example to enter another number, or stops waiting for the link
 * of a change or a recovery that nobody has to go on with.
 */
export class CancelEnrollment {
  constructor(private readonly steps: FlowSteps) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['activate-factor', 'await-email'], ({ situation, step }) => {
      const { flow } = situation;
      if (step.kind === 'activate-factor') step.factor.revoke();
      else if (flow.state.recovering || flow.state.changingEmail) flow.stopWaiting();
      else return { code: 'flow.step_out_of_order', step: step.kind };
      return null;
    });
  }
}
