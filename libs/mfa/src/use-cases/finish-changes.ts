import { FlowSteps, outOfOrder, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** The person has changed what they wanted, or nothing, or does without a second method: goes on to where they were going. */
export class FinishChanges {
  constructor(private readonly steps: FlowSteps) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['manage-factors', 'enroll-factor'], ({ situation, step, at }) => {
      if (step.kind === 'enroll-factor' && !step.skippable) return outOfOrder(step);
      situation.flow.finishModification(at);
      return null;
    });
  }
}
