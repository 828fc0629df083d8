import { Clock } from '@postern/kernel';
import { EnrollmentPolicies } from '../policy/enrollment-policy.js';
import { Flows } from '../flow/flows.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep } from '../flow/next-step.js';
import { outOfOrder, type FlowCall } from './flow-steps.js';
import { refused, type FlowOutcome } from './outcome.js';

/** Where the flow stands. Changes nothing. */
export class ReadFlow {
  constructor(
    private readonly flows: Flows,
    private readonly policies: EnrollmentPolicies,
    private readonly tokens: FlowTokens,
    private readonly clock: Clock,
  ) {}

  async execute(call: FlowCall): Promise<FlowOutcome> {
    const situation = await this.flows.load(this.tokens.hash(call.flowToken), call.source);
    if (!situation) return refused({ code: 'flow.not_found' });
    const policy = await this.policies.for(situation.flow.state.subject);
    const step = nextStep(policy, situation, this.clock.now());
    const over = step.kind === 'ended' || step.kind === 'ask-factor';
    return over ? refused(outOfOrder(step)) : { ok: true, situation, step };
  }
}
