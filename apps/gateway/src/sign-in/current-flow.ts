import { Injectable, Logger } from '@nestjs/common';
import type { FlowState, FlowStep, FlowView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { Credentials, type Holder } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import type { FlowCall } from '../services/calls.js';
import { Mfa } from '../services/mfa.js';
import { FlowReplies } from './flow-replies.js';

/** The flow that a request is about. */
@Injectable()
export class CurrentFlow {
  private readonly logger = new Logger('CurrentFlow');

  constructor(
    private readonly mfa: Mfa,
    private readonly credentials: Credentials,
    private readonly limits: Limits,
    private readonly replies: FlowReplies,
  ) {}

  /** @throws Problem `flow.required`, `request.rate_limited`. */
  async of(exchange: Exchange): Promise<{ holder: Holder; call: FlowCall }> {
    const holder = this.credentials.flow(exchange.request);
    await this.limits.flowCall(holder.token);
    return { holder, call: { ...exchange.client, flowToken: holder.token } };
  }

  /** Does something to the flow, and answers with what comes next. */
  async step(exchange: Exchange, work: (call: FlowCall) => Promise<FlowState>): Promise<FlowView> {
    const { holder, call } = await this.of(exchange);
    return this.replies.show(await work(call), holder, exchange);
  }

  /** The flow as mfa has it now. @throws Problem `flow.step_out_of_order` unless it stands at this step. */
  async at(kind: FlowStep['kind'], call: FlowCall): Promise<FlowState> {
    const state = await this.mfa.readFlow(call);
    if (state.step.kind !== kind) throw new Problem('flow.step_out_of_order', { step: state.step.kind });
    return state;
  }

  /** For a flow that has served its purpose, or never will: what was decided stays decided if mfa is not there to hear it. */
  async leave(exchange: Exchange, { holder, call }: { holder: Holder; call: FlowCall }): Promise<void> {
    if (holder.kind === 'browser') this.credentials.dropFlow(exchange.reply);
    await this.mfa.abandonFlow(call).catch((error: Error) => {
      this.logger.warn({ message: 'The flow could not be abandoned', reason: error.message });
    });
  }
}
