import { Clock, DomainError, Redacted } from '@postern/kernel';
import { EnrollmentPolicies, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { Flows } from '../flow/flows.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep, type Step, type StepKind, type StepOf } from '../flow/next-step.js';
import { SecondFactorFlow } from '../flow/second-factor-flow.js';
import { Situation, type AccountStanding } from '../flow/situation.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';
import { refused, type FlowOutcome, type Progress, type Refusal, type Refused } from './outcome.js';

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

  /**
   * Writes a new flow as `prepare` leaves it. `flow.expired` when the subject token has bought a flow before, or the account has
   * been reported or its password changed since.
   */
  async begin(
    subject: Subject,
    source: Source,
    { enrollment, factors, budgets }: AccountStanding,
    prepare: (situation: Situation, policy: EnrollmentPolicy, at: Date) => Promise<Refusal | null>,
  ): Promise<(Progress & { flowToken: Redacted }) | Refused> {
    const policy = await this.policies.for(subject);
    const at = this.clock.now();
    const { token: flowToken, hash } = this.tokens.issue();
    const flow = SecondFactorFlow.start(subject, hash, enrollment.isEnrolled, at);
    const situation = new Situation(flow, source, enrollment, factors, budgets);
    const refusal = await prepare(situation, policy, at);
    if (refusal) return refused(refusal);
    const step = nextStep(policy, situation, at);
    if (step.kind === 'ended' || (await this.flows.start(situation)) === 'token-spent') {
      return refused({ code: 'flow.expired' });
    }
    return { ok: true, flowToken, situation, step };
  }

  /** Throws `flow.contended` when parallel calls leave no gap. */
  async take<Kind extends StepKind>(
    call: FlowCall,
    kinds: readonly Kind[],
    decide: (moment: Moment<Kind>) => Promise<Refusal | null> | Refusal | null,
  ): Promise<FlowOutcome> {
    for (let tries = 0; tries < maxTries; tries++) {
      const situation = await this.flows.load(this.tokens.hash(call.flowToken), call.source);
      if (!situation) return refused({ code: 'flow.not_found' });
      const { subject } = situation.flow.state;
      const policy = await this.policies.for(subject);
      const at = this.clock.now();
      const step = nextStep(policy, situation, at);
      if (!isTurnOf(step, kinds)) return refused(outOfOrder(step));
      const refusal = await decide({ situation, step, policy, at });
      if (refusal) return refused(refusal);
      const { subject: now } = situation.flow.state;
      const after = nextStep(now === subject ? policy : await this.policies.for(now), situation, at);
      if ((await this.flows.save(situation)) === 'saved') return { ok: true, situation, step: after };
    }
    throw new DomainError('flow.contended');
  }
}

const isTurnOf = <Kind extends StepKind>(step: Step, kinds: readonly Kind[]): step is StepOf<Kind> =>
  (kinds as readonly StepKind[]).includes(step.kind);

/** Why a step that is not among the wanted ones refuses the call. */
export function outOfOrder(step: Step): Refusal {
  if (step.kind === 'ask-factor') return { code: 'flow.expired' };
  if (step.kind !== 'ended') return { code: 'flow.step_out_of_order', step: step.kind };
  return { code: step.abandoned ? 'flow.not_found' : 'flow.expired' };
}
