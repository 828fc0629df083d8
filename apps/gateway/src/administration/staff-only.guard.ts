import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Problem } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exchange } from '../edge/exchange.js';
import { CurrentSession } from '../session/current-session.js';

/**
 * To everybody but operators and support there is nothing here, whatever they send: a guard comes before any look at the
 * body. Who of them may do what is for identity to decide, which is asked with every call.
 */
@Injectable()
export class StaffOnly implements CanActivate {
  constructor(private readonly session: CurrentSession) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const exchange = new Exchange(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    if ((await this.roleOf(exchange)) === null) throw new Problem('request.not_found');
    return true;
  }

  private async roleOf(exchange: Exchange): Promise<string | null> {
    try {
      return (await this.session.of(exchange)).account.role;
    } catch (error) {
      if (error instanceof Problem && error.code === 'session.required') return null;
      throw error;
    }
  }
}
