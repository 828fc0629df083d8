import { Injectable } from '@nestjs/common';
import type { FlowState, FlowView, StartedFlow, TermsDecisionRequest } from '@postern/contracts';
import { Credentials, type ClientKind, type Holder } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { Languages } from '../edge/languages.js';
import { Identity } from '../services/identity.js';
import { SessionChecks } from '../session/session-checks.js';
import { SessionHandover } from '../session/session-handover.js';

/** What a client may see of a flow: never the tokens that are for identity alone. */
export const flowViewOf = ({ id, purpose, application, step }: FlowState): FlowView => ({
  id,
  purpose,
  application,
  step,
});

/** Shapes replies about a flow; when the flow is complete, turns its assurance into the client's session. */
@Injectable()
export class FlowReplies {
  constructor(
    private readonly identity: Identity,
    private readonly sessions: SessionChecks,
    private readonly handover: SessionHandover,
    private readonly credentials: Credentials,
    private readonly languages: Languages,
  ) {}

  /** To a client that has just begun a flow. A browser gets its token in a cookie, a native client in `flowToken`, once. */
  async begun({ flowToken, flow }: StartedFlow, kind: ClientKind, exchange: Exchange): Promise<FlowView> {
    if (kind === 'browser') this.credentials.keepFlow(exchange.reply, flowToken);
    const view = await this.show(flow, { kind, token: flowToken }, exchange);
    return kind === 'native' ? { ...view, flowToken } : view;
  }

  /** @param terms what the person says of the application's terms, where they were asked for. */
  async show(state: FlowState, holder: Holder, exchange: Exchange, terms?: TermsDecisionRequest): Promise<FlowView> {
    this.languages.learn(holder.token, state.locale);
    const view = { ...flowViewOf(state), ...this.device(state, holder, exchange) };
    const { assuranceToken, step } = state;
    if (assuranceToken === undefined || step.kind !== 'complete' || !mayIssue(exchange)) return view;
    const issue = await this.identity.issueSession({ assuranceToken, ...(terms ? { terms } : {}) }, exchange.client);
    if (issue?.outcome === 'terms-required') return { ...view, step: issue.step };
    if (holder.kind === 'browser') this.credentials.dropFlow(exchange.reply);
    // A flow has one session: whoever comes second learns only that the flow is complete.
    if (!issue) return view;
    // The session that was stepped up is dead (S15).
    if (state.purpose !== 'sign-in') this.sessions.forgetAccount(state.accountId);
    return { ...view, session: await this.handover.give(issue, holder.kind, exchange) };
  }

  private device({ device }: FlowState, { kind }: Holder, { reply }: Exchange): { deviceToken?: string } {
    if (!device) return {};
    if (kind === 'native') return { deviceToken: device.token };
    this.credentials.keepDevice(reply, device.token, device.expiresAt);
    return {};
  }
}

/**
 * A client that lost the reply to its last answer reads the flow again, and gets the session then. A HEAD request has no
 * effect, nor has a GET that another site made the browser send.
 */
function mayIssue({ request }: Exchange): boolean {
  const site = request.headers['sec-fetch-site'];
  return request.method !== 'HEAD' && (site === undefined || site === 'same-origin' || site === 'none');
}
