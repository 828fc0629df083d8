import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { contextHeaders } from '@postern/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger as Pino } from 'pino';
import { NestLogger } from '../logging/logger.js';
import { ProblemFilter, send } from './problem.filter.js';
import { Problem } from './problem.js';
import { validationPipe } from './validation.pipe.js';

export interface HttpAppOptions {
  logger: Pino;
  /** Addresses or networks whose `X-Forwarded-For` is believed (S21); nobody by default. */
  trustedProxies?: string[];
  /** Whether the caller's request id is taken over; only for services behind the gateway. */
  trustRequestId?: boolean;
}

/** 64 KiB (S23): far above any honest request. */
const bodyLimitBytes = 64 * 1024;

/** A Nest application on Fastify that takes JSON only, answers every error as a problem, and logs one line a request. */
export async function createHttpApp(
  module: Parameters<typeof NestFactory.create>[0],
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: options.trustedProxies?.length ? options.trustedProxies : false,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = options.trustRequestId ? request.headers[contextHeaders.requestId] : undefined;
      return typeof given === 'string' ? given : randomUUID();
    },
    forceCloseConnections: 'idle',
    routerOptions: { ignoreDuplicateSlashes: false, ignoreTrailingSlash: false, maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(options.logger),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  takeJsonOnly(fastify);
  logRequests(fastify, options.logger);
  // Also gets what Fastify refuses before Nest sees it: too large, wrong type, broken JSON.
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  return app;
}

function takeJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    // Many clients send the header with every POST, also with those that have no body.
    if (text === '') return done(null, undefined);
    return parse(request, text as string, (error, value) =>
      error
        ? done(new Problem('request.malformed', { detail: 'The body could not be read as JSON.' }))
        : done(null, value),
    );
  });
}

function logRequests(fastify: FastifyInstance, logger: Pino): void {
  fastify.addHook('onResponse', async (request: FastifyRequest, reply) => {
    const level = reply.statusCode >= 500 ? 'error' : 'info';
    logger[level]({
      requestId: request.id,
      method: request.method,
      // The route's pattern, never the address: an address may carry what somebody pasted into it.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
}

export { send as sendProblem };
