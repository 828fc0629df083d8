import { Injectable } from '@nestjs/common';
import type { SessionSubjectRequest, SessionView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { Credentials, type ClientKind } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import type { SessionCall, SubjectCall } from '../services/calls.js';
import { Identity } from '../services/identity.js';
import { SessionChecks } from './session-checks.js';

export interface OpenSession {
  readonly call: SessionCall;
  readonly account: SessionView['account'];
  /** How the client holds its session, and so how it gets another one. */
  readonly kind: ClientKind;
}

/** The session that a request came with. */
@Injectable()
export class CurrentSession {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: SessionChecks,
    private readonly identity: Identity,
    private readonly limits: Limits,
  ) {}

  /**
   * @throws Problem `session.required`, `request.rate_limited`; `session.step_up_required` when the session is less than one of
   * the person's organizations, or its application, asks for (S14).
   */
  async of(exchange: Exchange): Promise<OpenSession> {
    const { call, kind } = await this.held(exchange);
    const { account } = await this.sessions.read(call.sessionToken, () => exchange.client);
    return { call, account, kind };
  }

  /**
   * Also a session that is less than is asked for: for the ways out of that, which are to step it up and to leave.
   * Throws as `of` does else.
   */
  async orShort(exchange: Exchange): Promise<Pick<OpenSession, 'call' | 'kind'>> {
    const held = await this.held(exchange);
    try {
      await this.sessions.read(held.call.sessionToken, () => exchange.client);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'session.step_up_required')) throw error;
    }
    return held;
  }

  /** For a call to mfa: reading, or changing, for which the session must be fresh (S11). */
  async factors(exchange: Exchange, purpose: 'account' | 'manage-factors'): Promise<SubjectCall> {
    const { call } = await this.of(exchange);
    return this.subject(purpose === 'account' ? { purpose } : { purpose, application: null }, call);
  }

  /** @throws Problem `session.step_up_required`, `step_up.unreachable`, `application.unknown`. */
  async subject(request: SessionSubjectRequest, call: SessionCall): Promise<SubjectCall> {
    const { subjectToken } = await this.identity.subjectOf(request, call);
    const { caller, requestId } = call;
    return { caller, requestId, subjectToken };
  }

  private async held({ request, client }: Exchange): Promise<Pick<OpenSession, 'call' | 'kind'>> {
    const holder = this.credentials.session(request);
    if (!holder) throw new Problem('session.required');
    await this.limits.sessionCall(holder.token);
    return { call: { ...client, sessionToken: holder.token }, kind: holder.kind };
  }
}
