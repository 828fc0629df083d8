import { FlowSteps, type FlowCall } from './flow-steps.js';
import { refused, type Refused } from './outcome.js';

/** Ends the flow for good; what was verified or enrolled in it stays. */
export class AbandonFlow {
  constructor(private readonly steps: FlowSteps) {}

  async execute(call: FlowCall): Promise<{ ok: true } | Refused> {
    const outcome = await this.steps.take(call, anyStep, ({ situation, at }) => {
      situation.flow.abandon(at);
      return null;
    });
    return outcome.ok ? { ok: true } : refused(outcome.refusal);
  }
}

const anyStep = [
  'choose-enrollment',
  'verify-email',
  'await-email',
  'enroll-factor',
  'activate-factor',
  'answer-challenge',
  'confirm-password',
  'manage-factors',
  'choose-password',
  'complete',
] as const;
