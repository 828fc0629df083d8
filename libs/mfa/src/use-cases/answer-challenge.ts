import { Clock, DomainError } from '@postern/kernel';
import { Answers } from '../challenge/answers.js';
import { EnrollmentPolicies } from '../policy/enrollment-policy.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import { nextStep, type Step } from '../flow/next-step.js';
import type { Answer, Asked } from './answer-judge.js';
import { AnswerSettler, type RememberedDevice, type Wishes } from './answer-settler.js';
import { outOfOrder, type FlowCall } from './flow-steps.js';
import { refused, type Progress, type Refused } from './outcome.js';

export type Answered = (Progress & { device: RememberedDevice | null }) | Refused;

const noWishes: Wishes = { rememberDevice: null, modifyFactors: false };

/** Takes the answer to a challenge, at sign-in or to activate a factor. Two round trips: count, then settle. */
export class AnswerChallenge {
  constructor(
    private readonly answers: Answers,
    private readonly policies: EnrollmentPolicies,
    private readonly tokens: FlowTokens,
    private readonly settler: AnswerSettler,
    private readonly clock: Clock,
  ) {}

  /** Throws `flow.contended` when other calls keep changing the flow meanwhile. */
  async execute(call: FlowCall, answer: Answer, wishes: Wishes = noWishes): Promise<Answered> {
    for (let tries = 0; tries < 3; tries++) {
      const outcome = await this.attempt(call, answer, wishes, tries === 0);
      if (outcome) return outcome;
    }
    throw new DomainError('flow.contended');
  }

  /** Null: the challenge was settled or replaced by another call meanwhile. */
  private async attempt(call: FlowCall, answer: Answer, wishes: Wishes, first: boolean): Promise<Answered | null> {
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
      const settled = await this.settler.settle(situation, step, answer, { wishes, policy, at });
      if (settled.outcome === 'spent') return null;
      // Perhaps this very flow was proven with it a moment ago, by a button pressed twice: the next look tells.
      if (settled.outcome === 'replayed' && first) return null;
      mayGiveBack = false;
      if (settled.outcome === 'approved') {
        return { ok: true, situation, step: nextStep(policy, situation, at), device: settled.device };
      }
      await this.settler.reject(situation, step, attempt.lockedUntil, at);
      return rejected(step, at);
    } finally {
      if (mayGiveBack) await this.answers.giveBack(situation);
    }
  }
}

const isAsked = (step: Step): step is Asked => step.kind === 'activate-factor' || step.kind === 'answer-challenge';

/**
 * A store may show a flow as it was and its factor as it is now: activated by a faster answer, or taken back. The answer was
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
