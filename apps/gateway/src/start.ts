import cookie from '@fastify/cookie';
import { createHttpApp, createLogger, listen, type LogOptions, type RunningService } from '@postern/platform';
import type { FastifyInstance } from 'fastify';
import { ApiReferenceController } from './api-reference/api-reference.controller.js';
import { describeApi } from './api-reference/openapi.js';
import type { GatewayConfig } from './config.js';
import { Credentials } from './edge/credentials.js';
import { refuseCrossSite } from './edge/cross-site.js';
import { Languages } from './edge/languages.js';
import { answerWrongMethods } from './edge/methods.js';
import { securityHeaders } from './edge/security-headers.js';
import { takeStrictJson } from './edge/strict-json.js';
import { takeFiles } from './edge/uploads.js';
import { wordProblems } from './edge/wording.js';
import { GatewayModule } from './gateway.module.js';
import { Pages } from './pages/pages.js';
import { serveStaticFiles } from './pages/static-files.js';
import { showUnknownPages } from './pages/unknown-pages.js';

/** Starts the public edge on a migrated database. It keeps nothing of its own but counts: run as many as needed. */
export async function startGateway(
  config: GatewayConfig,
  { logDestination }: { logDestination?: LogOptions['destination'] } = {},
): Promise<RunningService> {
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL, destination: logDestination });
  const app = await createHttpApp(GatewayModule.forConfig(config), {
    logger,
    trustedProxies: config.TRUSTED_PROXIES,
    headers: securityHeaders(config.PUBLIC_URL),
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  refuseCrossSite(fastify, config.PUBLIC_URL.origin);
  answerWrongMethods(fastify);
  showUnknownPages(fastify, app.get(Pages).client);
  takeStrictJson(fastify);
  takeFiles(fastify);
  wordProblems(fastify, app.get(Credentials), app.get(Languages));
  await app.register(cookie);
  await serveStaticFiles(app);
  await app.init();
  app.get(ApiReferenceController).serve(describeApi(app, config.PUBLIC_URL));
  return listen(app, { host: config.HOST, port: config.PORT });
}
