import { Injectable, Logger } from '@nestjs/common';
import type { IssuedSession, IssuedSessionView } from '@postern/contracts';
import { Credentials, type ClientKind } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { SessionChecks } from './session-checks.js';

/** Gives a client the session that identity has just issued: browsers in a cookie, native clients as a token, once. */
@Injectable()
export class SessionHandover {
  private readonly logger = new Logger('SessionHandover');

  constructor(
    private readonly sessions: SessionChecks,
    private readonly credentials: Credentials,
  ) {}

  async give({ token, session }: IssuedSession, kind: ClientKind, exchange: Exchange): Promise<IssuedSessionView> {
    const { authenticatedAt: _, ...view } = session;
    if (kind === 'native') return { ...view, token };
    const { request, reply, client } = exchange;
    const previous = this.credentials.session(request)?.token;
    this.credentials.keepSession(reply, token, session.expiresAt);
    if (previous === undefined) return view;
    // S15: signing in anew replaces the session. That it did must not cost the person the new one.
    await this.sessions.end(previous, client).catch((error: Error) => {
      this.logger.warn({ message: 'The previous session could not be ended', reason: error.message });
    });
    return view;
  }
}
