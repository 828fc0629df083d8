import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** Takes back the factor that waits for its first code, for example to enter another number. */
export class CancelEnrollment {
  constructor(private readonly steps: FlowSteps) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['activate-factor'], ({ step }) => {
      step.factor.revoke();
      return null;
    });
  }
}
