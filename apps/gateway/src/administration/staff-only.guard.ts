import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Problem } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Credentials } from '../edge/credentials.js';
import { Exchange } from '../edge/exchange.js';
import { SessionChecks } from '../session/session-checks.js';

/**
 * To everybody but operators and support there is nothing here, whatever they send: a guard comes before any look at the
 * body. Who of them may do what is for identity to decide, which is asked with every call.
 */
@Injectable()
export class StaffOnly implements CanActivate {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: SessionChecks,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const exchange = new Exchange(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    if ((await this.roleOf(exchange)) === null) throw new Problem('request.not_found');
    return true;
  }

  private async roleOf(exchange: Exchange): Promise<string | null> {
    const held = this.credentials.session(exchange.request);
    if (!held) return null;
    try {
      return (await this.sessions.read(held.token, () => exchange.client)).account.role;
    } catch (error) {
      if (error instanceof Problem && error.code === 'session.required') return null;
      throw error;
    }
  }
}
