import { Clock, DomainError } from '@postern/kernel';
import { EnrollmentPolicies, type EnrollmentPolicy } from '../flow/enrollment-policy.js';
import { Flows } from '../flow/flows.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep, type Step, type StepKind, type StepOf } from '../flow/next-step.js';
import type { Situation } from '../flow/situation.js';
import type { Source } from '../ids.js';
import { refused, type FlowOutcome, type Refusal } from './outcome.js';

/** How a client names its flow. */
export interface FlowCall {
  flowToken: string;
  source: Source;
}

interface Moment<Kind extends StepKind> {
  situation: Situation;
  step: StepOf<Kind>;
  policy: EnrollmentPolicy;
  at: Date;
}

/** Tries of one change while other calls keep changing the same flow. */
const maxTries = 10;

/** What every step shares: load, check that it is this step's turn, decide, save; again when another call was faster. */
export class FlowSteps {
  constructor(
    private readonly flows: Flows,
    private readonly policies: EnrollmentPolicies,
    private readonly tokens: FlowTokens,
    private readonly clock: Clock,
  ) {}

  /** Throws `flow.contended` when parallel calls leave no gap. */
  async take<Kind extends StepKind>(
    call: FlowCall,
    kinds: readonly Kind[],
    decide: (moment: Moment<Kind>) => Promise<Refusal | null> | Refusal | null,
  ): Promise<FlowOutcome> {
    for (let tries = 0; tries < maxTries; tries++) {
      const situation = await this.flows.load(this.tokens.hash(call.flowToken), call.source);
      if (!situation) return refused({ code: 'flow.not_found' });
      const policy = await this.policies.for(situation.flow.state.subject);
      const at = this.clock.now();
      const step = nextStep(policy, situation, at);
      if (!isTurnOf(step, kinds)) return refused(outOfOrder(step));
      const refusal = await decide({ situation, step, policy, at });
      if (refusal) return refused(refusal);
      const after = nextStep(policy, situation, at);
      if ((await this.flows.save(situation)) === 'saved') return { ok: true, situation, step: after };
    }
    throw new DomainError('flow.contended');
  }
}

const isTurnOf = <Kind extends StepKind>(step: Step, kinds: readonly Kind[]): step is StepOf<Kind> =>
  (kinds as readonly StepKind[]).includes(step.kind);

/** Why a step that is not among the wanted ones refuses the call. */
export function outOfOrder(step: Step): Refusal {
  if (step.kind !== 'ended') return { code: 'flow.step_out_of_order', step: step.kind };
  return { code: step.abandoned ? 'flow.not_found' : 'flow.expired' };
}
