import { Clock, DomainError } from '@postern/kernel';
import { Answers } from '../challenge/answers.js';
import { EnrollmentPolicies } from '../flow/enrollment-policy.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep, type Step, type StepOf } from '../flow/next-step.js';
import type { Situation } from '../flow/situation.js';
import { CodeJudge } from './code-judge.js';
import { outOfOrder, type FlowCall } from './flow-steps.js';
import { refused, type FlowOutcome, type Refused } from './outcome.js';

type Asked = StepOf<'activate-factor' | 'answer-challenge'>;

/** Takes the code of a challenge, at sign-in or to activate a factor. Two round trips: count, then settle. */
export class AnswerChallenge {
  constructor(
    private readonly answers: Answers,
    private readonly policies: EnrollmentPolicies,
    private readonly tokens: FlowTokens,
    private readonly judge: CodeJudge,
    private readonly clock: Clock,
  ) {}

  /** Throws `flow.contended` when other calls keep changing the flow meanwhile. */
  async execute(call: FlowCall, code: string): Promise<FlowOutcome> {
    for (let tries = 0; tries < 3; tries++) {
      const outcome = await this.attempt(call, code, tries === 0);
      if (outcome) return outcome;
    }
    throw new DomainError('flow.contended');
  }

  /** Null: the challenge was settled or replaced by another call meanwhile. */
  private async attempt(call: FlowCall, code: string, first: boolean): Promise<FlowOutcome | null> {
    const at = this.clock.now();
    const taken = await this.answers.take(this.tokens.hash(call.flowToken), call.source, at);
    if (!taken) return refused({ code: 'flow.not_found' });
    const { situation, attempt } = taken;
    let mayGiveBack = attempt.outcome === 'counted';
    try {
      const policy = await this.policies.for(situation.flow.state.subject);
      const step = nextStep(policy, situation, at);
      if (!isAsked(step)) return refused(outOfOrder(step));
      if (attempt.outcome === 'locked') return refused({ code: 'challenge.locked', retryAt: attempt.until });
      if (attempt.outcome === 'nothing-to-answer') return expired(step, at);
      if (!isAsItWas(step)) return null;
      const judgment = this.judge.judge(step.challenge, step.factor, code, at);
      // Perhaps this very flow was proven with it a moment ago, by a button pressed twice: the next look tells.
      if (!judgment.right && judgment.replayed && first) return null;
      const settled = judgment.right ? await this.settle(situation, step, judgment.step, at) : 'wrong';
      if (settled === 'spent') return null;
      mayGiveBack = false;
      if (settled === 'approved') return { ok: true, situation, step: nextStep(policy, situation, at) };
      return await this.reject(situation, step, attempt.lockedUntil, at);
    } finally {
      if (mayGiveBack) await this.answers.giveBack(situation);
    }
  }

  private async settle(situation: Situation, asked: Asked, totpStep: number | null, at: Date) {
    const { factor, challenge } = asked;
    challenge.approve(at);
    if (asked.kind === 'activate-factor') {
      factor.activate(situation.context(at), totpStep);
      situation.enrollment.complete(at);
    } else {
      factor.use(at, totpStep);
    }
    situation.flow.prove(factor.state.id, factor.state.kind, at);
    const result = await this.answers.approve(situation);
    // What did not happen is not told.
    if (result !== 'approved') situation.pullEvents();
    return result;
  }

  private async reject(situation: Situation, asked: Asked, lockedUntil: Date | null, at: Date): Promise<Refused> {
    asked.challenge.reject(situation.context(at), lockedUntil);
    asked.factor.fail(situation.context(at));
    await this.answers.reject(situation);
    return rejected(asked, at);
  }
}

const isAsked = (step: Step): step is Asked => step.kind === 'activate-factor' || step.kind === 'answer-challenge';

/**
 * A store may show a flow as it was and its factor as it is now: activated by a faster answer, or taken back. The code was
 * not compared then, so the attempt is not spent, and the next look tells where the flow stands.
 */
const isAsItWas = ({ kind, factor }: Asked): boolean =>
  factor.state.status === (kind === 'activate-factor' ? 'pending' : 'active');

/** An expired code looks like a wrong one, or like any while locked. It was not compared, so it did not count either. */
function expired(asked: Asked, at: Date): Refused {
  const retryAt = asked.budget.lockedUntil(at);
  if (retryAt || asked.factor.state.status === 'disabled') return refused({ code: 'challenge.locked', retryAt });
  return rejected(asked, at);
}

const rejected = ({ budget }: Asked, at: Date): Refused =>
  refused({ code: 'challenge.rejected', attemptsLeft: budget.attemptsLeft(at), retryAt: budget.lockedUntil(at) });
