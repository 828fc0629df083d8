import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ProblemCode } from '@postern/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

const byStatus: Record<number, ProblemCode> = {
  400: 'request.malformed',
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  // Conditions on files, such as If-Match.
  412: 'request.malformed',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.unsupported_media_type',
  503: 'service.unavailable',
};

/** Turns whatever was thrown into problem+json (S24). What nobody foresaw is logged in full and told in general terms. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    send(this.asProblem(error), http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  private asProblem(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    const code = status === undefined ? undefined : byStatus[status];
    if (code) return new Problem(code, partsDown(error));
    this.logger.error(error);
    return isConnectionFailure(error)
      ? new Problem('service.unavailable', { retryAfterSeconds: 5 })
      : new Problem('service.unexpected');
  }
}

/** A failed readiness check says which parts are down. */
function partsDown(error: unknown): { detail?: string } {
  const answer = error instanceof HttpException ? (error.getResponse() as { error?: Record<string, unknown> }) : {};
  return answer.error && typeof answer.error === 'object'
    ? { detail: `Down: ${Object.keys(answer.error).join(', ')}.` }
    : {};
}

export function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { retryAfterSeconds } = problem.details;
  if (retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  void reply.status(problem.status).type('application/problem+json').send(problem.toBody(request.id));
}

const connectionFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08001',
  '08003',
]);

/** A database or service that cannot be reached right now, as opposed to a defect of ours. */
export function isConnectionFailure(error: unknown): boolean {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: unknown };
  if (code && connectionFailures.has(code)) return true;
  if (
    message &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
      message,
    )
  )
    return true;
  return cause !== undefined && cause !== error && cause !== null && isConnectionFailure(cause);
}
