import type { FlowState } from '@postern/contracts';
import { Clock, DomainError } from '@postern/kernel';
import type { Progress, Refused, RememberedDevice, Situation, Step } from '@postern/mfa-domain';
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

  /** With what the step is worth to identity, and the device that was remembered just now: only for who holds the flow. */
  async state(progress: Progress & { device?: RememberedDevice | null }): Promise<FlowState> {
    const { device } = progress;
    return {
      ...(await this.shown(progress)),
      ...this.tokens(progress.step, progress.situation),
      ...(device ? { device: { token: device.token.reveal(), expiresAt: device.expiresAt.toISOString() } } : {}),
    };
  }

  /** Without. */
  async shown({ situation, step }: Progress): Promise<FlowState> {
    if (step.kind === 'ended' || step.kind === 'ask-factor') throw new Problem('flow.expired');
    const { id, purpose, subject } = situation.flow.state;
    const { accountId, locale, application } = subject;
    return {
      id,
      purpose,
      accountId,
      locale,
      application: application && {
        slug: application.slug,
        name: application.name,
        supportContact: application.supportContact,
      },
      step: await this.view.of(step, situation, this.clock.now()),
    };
  }

  private tokens(step: Step, situation: Situation): Pick<FlowState, 'assuranceToken' | 'confirmationToken'> {
    switch (step.kind) {
      case 'complete':
      case 'choose-password':
        return { assuranceToken: this.assurances.sign(situation, step) };
      case 'confirm-password':
        return { confirmationToken: this.assurances.signConfirmation(situation) };
      default:
        return {};
    }
  }
}
