import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contextHeaders } from '@postern/contracts';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** On whose behalf the gateway calls: where the person is, and with what program. */
export interface Caller {
  /** Client address as the gateway knows it; IPv6 cut to its /64. */
  readonly source: string;
  readonly userAgent: string | null;
}

const header = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof value === 'string' ? value : undefined;
};

export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => ({
  source: header(context, contextHeaders.source) ?? 'unknown',
  userAgent: header(context, contextHeaders.userAgent)?.slice(0, 400) ?? null,
}));

/** The flow token that the gateway passes on; without one there is no flow. */
export const FlowToken = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const token = header(context, contextHeaders.flowToken);
  if (!token) throw new Problem('flow.required');
  return token;
});
