import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { contextHeaders } from '@postern/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger as Pino } from 'pino';
import { NestLogger, speakingAs, withoutSearch } from '../logging/logger.js';
import { ProblemFilter, send } from './problem.filter.js';
import { Problem } from './problem.js';
import { validationPipe } from './validation.pipe.js';

export interface HttpAppOptions {
  logger: Pino;
  /** Addresses or networks whose `X-Forwarded-For` is believed (S21); nobody by default. */
  trustedProxies?: string[];
  /** Whether the caller's request id is taken over; only for services behind the gateway. */
  trustRequestId?: boolean;
  /** Sent with every reply, also with those that never come as far as a route. */
  headers?: Readonly<Record<string, string>>;
}

/** 64 KiB (S23): far above any honest request. */
const bodyLimitBytes = 64 * 1024;

const loggers = new WeakMap<NestFastifyApplication, Pino>();

/** Runs `work` so that what it logs, and all that comes of it, has the name of the application's service. */
export function speakingFor<Result>(app: NestFastifyApplication, work: () => Result): Result {
  const logger = loggers.get(app);
  return logger ? speakingAs(logger, work) : work();
}

/** A Nest application on Fastify that takes JSON only, answers every error as a problem, and logs one line a request. */
export async function createHttpApp(
  module: Parameters<typeof NestFactory.create>[0],
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const headers = options.headers ?? {};
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: options.trustedProxies?.length ? options.trustedProxies : false,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = options.trustRequestId ? request.headers[contextHeaders.requestId] : undefined;
      return typeof given === 'string' ? given : randomUUID();
    },
    // `*` stands for the server itself (RFC 9112 section 3.2.4). Fastify would answer it before any hook has run.
    rewriteUrl: ({ url = '/' }: { url?: string }) => (url === '*' ? '/*' : url),
    forceCloseConnections: 'idle',
    // Addresses that cannot be decoded, and what is no HTTP at all, never come as far as a hook.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      send(new Problem('request.not_found'), request, reply.headers(headers)),
    clientErrorHandler: (error: { code?: string }, socket) => {
      if (socket.writable) socket.end(refusal(unreadable(error.code), headers));
    },
    routerOptions: { ignoreDuplicateSlashes: false, ignoreTrailingSlash: false, maxParamLength: 200 },
  });
  const app = await speakingAs(options.logger, () =>
    NestFactory.create<NestFastifyApplication>(module, adapter, {
      logger: new NestLogger(options.logger),
      bodyParser: false,
      abortOnError: false,
    }),
  );
  loggers.set(app, options.logger);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  takeJsonOnly(fastify);
  logRequests(fastify, options.logger);
  // Also gets what Fastify refuses before Nest sees it: too large, wrong type, broken JSON.
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  return app;
}

const unreadable = (code: string | undefined): Problem =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new Problem('request.too_large', { detail: 'The address and the headers of a request may have 16 KB together.' })
    : new Problem('request.malformed', { detail: 'This is not a request that HTTP knows.' });

/** Node's parser gave up: there is no request to reply to, only a connection. */
function refusal(problem: Problem, headers: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(problem.toBody());
  const all = {
    ...headers,
    'content-type': 'application/problem+json',
    'content-length': body.length,
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n');
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
  const requests = withoutSearch(logger);
  fastify.addHook('onResponse', async (request: FastifyRequest, reply) => {
    const level = reply.statusCode >= 500 ? 'error' : 'info';
    requests[level]({
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
