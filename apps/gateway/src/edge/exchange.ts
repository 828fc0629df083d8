import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedLanguage } from './languages.js';
import { sourceOf } from './source.js';

/** On whose behalf other services are called; goes into every internal call as it is. */
export interface Client {
  readonly caller: Caller;
  readonly requestId: string;
}

/** One request and its reply. */
export class Exchange {
  constructor(
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}

  get source(): string {
    return sourceOf(this.request.ip);
  }

  get client(): Client {
    const userAgent = this.request.headers['user-agent']?.slice(0, 400) ?? null;
    const locale = acceptedLanguage(this.request.headers['accept-language']);
    return { caller: { source: this.source, userAgent, ...(locale ? { locale } : {}) }, requestId: this.request.id };
  }
}

export const CurrentExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp();
  return new Exchange(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});
