import { Clock, Redacted } from '@postern/kernel';
import { EnrollmentPolicies } from '../flow/enrollment-policy.js';
import { Flows } from '../flow/flows.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep } from '../flow/next-step.js';
import { SecondFactorFlow } from '../flow/second-factor-flow.js';
import { Situation } from '../flow/situation.js';
import type { Subject } from '../flow/subject.js';
import { byLastUse } from '../factor/factor.js';
import type { Source } from '../ids.js';
import { ChallengeIssuer } from './challenge-issuer.js';
import { refused, type Progress, type Refused } from './outcome.js';

/** The password was right: begins the second-factor flow, and sends a code at once where a factor is enrolled. */
export class StartFlow {
  constructor(
    private readonly flows: Flows,
    private readonly policies: EnrollmentPolicies,
    private readonly tokens: FlowTokens,
    private readonly issuer: ChallengeIssuer,
    private readonly clock: Clock,
  ) {}

  /** `flow.expired` when the subject token has bought a flow before. */
  async execute(subject: Subject, source: Source): Promise<(Progress & { flowToken: Redacted }) | Refused> {
    const { enrollment, factors, budgets } = await this.flows.standing(subject.accountId, source);
    const policy = await this.policies.for(subject);
    const at = this.clock.now();
    const { token: flowToken, hash } = this.tokens.issue();
    const flow = SecondFactorFlow.start(subject, hash, enrollment.isEnrolled, at);
    const situation = new Situation(flow, source, enrollment, factors, budgets);
    // With no active factor left the person meets the disabled one, locked: never a fresh enrollment.
    const [factor] = (situation.active.length > 0 ? situation.active : factors).toSorted(byLastUse);
    // A code that limits hold back may still be asked for again, or another factor be chosen.
    if (enrollment.isEnrolled && factor) await this.issuer.issue(situation, factor, 'sign-in', at);
    const step = nextStep(policy, situation, at);
    if ((await this.flows.start(situation)) === 'token-spent') return refused({ code: 'flow.expired' });
    return { ok: true, flowToken, situation, step };
  }
}
