import { Injectable } from '@nestjs/common';
import type { FlowView, TermsDecisionRequest } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { Exchange } from '../edge/exchange.js';
import { CurrentFlow } from './current-flow.js';
import { FlowReplies } from './flow-replies.js';

/** Terms come after the last factor: to mfa the flow is complete by then, and identity still keeps the session back. */
@Injectable()
export class DecideOnTerms {
  constructor(
    private readonly flow: CurrentFlow,
    private readonly replies: FlowReplies,
  ) {}

  /** @throws Problem `terms.declined`, after which the sign-in is over; `flow.step_out_of_order`. */
  async execute(decision: TermsDecisionRequest, exchange: Exchange): Promise<FlowView> {
    const current = await this.flow.of(exchange);
    const state = await this.flow.at('complete', current.call);
    try {
      return await this.replies.show(state, current.holder, exchange, decision);
    } catch (error) {
      if (error instanceof Problem && error.code === 'terms.declined') await this.flow.leave(exchange, current);
      throw error;
    }
  }
}
