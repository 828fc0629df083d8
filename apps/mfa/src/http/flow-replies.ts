import type { FlowState } from '@postern/contracts';
import { Clock, DomainError } from '@postern/kernel';
import type { Progress, Refused } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import type { AssuranceTokens } from './assurance-tokens.js';
import type { FlowView } from './flow-view.js';
import { problemOf } from './problems.js';

/** What the gateway hears of a flow after a call. */
export class FlowReplies {
  constructor(
    private readonly view: FlowView,
    private readonly assurances: AssuranceTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem for every refusal. */
  async settle<Done extends { ok: true }>(work: Promise<Done | Refused>): Promise<Done> {
    const outcome = await work.catch((error: unknown) => {
      // Too many calls change one flow at the same moment: nothing is wrong with any of them.
      if (error instanceof DomainError && error.code === 'flow.contended') {
        throw new Problem('service.unavailable', { retryAfterSeconds: 1 });
      }
      throw error;
    });
    if (!outcome.ok) throw problemOf(outcome.refusal, this.clock.now());
    return outcome;
  }

  /** With the assurance token when the flow is complete: only for who holds the flow. */
  async state(progress: Progress): Promise<FlowState> {
    const shown = await this.shown(progress);
    const { step, situation } = progress;
    return step.kind === 'complete' ? { ...shown, assuranceToken: this.assurances.sign(situation, step) } : shown;
  }

  /** Without it. */
  async shown({ situation, step }: Progress): Promise<FlowState> {
    if (step.kind === 'ended') throw new Problem('flow.expired');
    const { id, purpose } = situation.flow.state;
    return { id, purpose, step: await this.view.of(step, situation, this.clock.now()) };
  }
}
