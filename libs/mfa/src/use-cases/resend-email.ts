import { FlowSteps, type FlowCall } from './flow-steps.js';
import { LinkSender } from './link-sender.js';
import type { FlowOutcome } from './outcome.js';

/** The same link once more. */
export class ResendEmail {
  constructor(
    private readonly steps: FlowSteps,
    private readonly sender: LinkSender,
  ) {}

  execute(call: FlowCall): Promise<FlowOutcome> {
    return this.steps.take(call, ['await-email'], ({ situation, step, at }) =>
      this.sender.resend(situation, step.verification, at),
    );
  }
}
