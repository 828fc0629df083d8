import { Injectable } from '@nestjs/common';
import type { FlowView, SessionSubjectRequest } from '@postern/contracts';
import type { Exchange } from '../edge/exchange.js';
import { Mfa } from '../services/mfa.js';
import { FlowReplies } from '../sign-in/flow-replies.js';
import { CurrentSession } from './current-session.js';

/**
 * A flow of somebody who is signed in already. Its token, and the session that comes of it, travel the way in which the
 * client holds its session: a script in a page cannot have the one from the cookie handed out.
 */
@Injectable()
export class StartSessionFlow {
  constructor(
    private readonly session: CurrentSession,
    private readonly mfa: Mfa,
    private readonly replies: FlowReplies,
  ) {}

  /** @throws Problem `session.required`, `session.step_up_required`, `application.unknown`, `step_up.unreachable`. */
  async execute(request: SessionSubjectRequest, exchange: Exchange): Promise<FlowView> {
    const stepUp = request.purpose === 'step-up';
    const { call, kind } = await (stepUp ? this.session.orShort(exchange) : this.session.of(exchange));
    const { subjectToken } = await this.session.subject(request, call);
    return this.replies.begun(await this.mfa.startFlow({ subjectToken }, exchange.client), kind, exchange);
  }
}
