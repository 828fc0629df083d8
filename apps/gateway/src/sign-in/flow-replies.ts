import { Injectable, Logger } from '@nestjs/common';
import type { FlowState, FlowView, IssuedSession } from '@postern/contracts';
import { Credentials, type FlowHolder } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { Identity } from '../services/identity.js';
import { SessionChecks } from '../session/session-checks.js';

/** What a client may see of a flow: never the assurance token, which is for identity alone. */
export const flowViewOf = ({ id, purpose, step }: FlowState): FlowView => ({ id, purpose, application: null, step });

/** Shapes replies about a flow; when the flow is complete, turns its assurance into the client's session. */
@Injectable()
export class FlowReplies {
  private readonly logger = new Logger('FlowReplies');

  constructor(
    private readonly identity: Identity,
    private readonly sessions: SessionChecks,
    private readonly credentials: Credentials,
  ) {}

  async show(state: FlowState, holder: FlowHolder, exchange: Exchange): Promise<FlowView> {
    const view = flowViewOf(state);
    if (state.assuranceToken === undefined || !mayIssue(exchange)) return view;
    const issued = await this.identity.issueSession(state.assuranceToken, exchange.client);
    if (holder.kind === 'browser') this.credentials.dropFlow(exchange.reply);
    // A flow has one session: whoever comes second learns only that the flow is complete.
    if (!issued) return view;
    const { authenticatedAt: _, ...session } = issued.session;
    if (holder.kind === 'native') return { ...view, session: { ...session, token: issued.token } };
    await this.handToBrowser(issued, exchange);
    return { ...view, session };
  }

  private async handToBrowser({ token, session }: IssuedSession, { request, reply, client }: Exchange): Promise<void> {
    const previous = this.credentials.sessionToken(request);
    this.credentials.keepSession(reply, token, session.expiresAt);
    if (previous === undefined) return;
    // S15: signing in anew replaces the session. That it did must not cost the person the new one.
    await this.sessions.end(previous, client).catch((error: Error) => {
      this.logger.warn({ message: 'The previous session could not be ended', reason: error.message });
    });
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
