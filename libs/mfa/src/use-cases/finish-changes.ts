import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** The person has changed what they wanted, or nothing: goes on to where they were going. */
export class FinishChanges {
  constructor(private readonly steps: FlowSteps) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['manage-factors'], ({ situation, at }) => {
      situation.flow.finishModification(at);
      return null;
    });
  }
}
