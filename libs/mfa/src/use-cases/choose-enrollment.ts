import { FlowSteps, type FlowCall } from './flow-steps.js';
import type { FlowOutcome } from './outcome.js';

/** "Enroll" or "Not now": offered to accounts from before the cut-off. */
export class ChooseEnrollment {
  constructor(private readonly steps: FlowSteps) {}

  execute(call: FlowCall, choice: 'enroll' | 'not-now'): Promise<FlowOutcome> {
    return this.steps.take(call, ['choose-enrollment'], ({ situation, step, at }) => {
      if (choice === 'enroll') {
        situation.flow.chooseEnrollment();
        return null;
      }
      if (step.postponementsLeft === 0) return { code: 'flow.postponement_refused' };
      situation.enrollment.postpone();
      situation.flow.postpone(situation.context(at));
      return null;
    });
  }
}
