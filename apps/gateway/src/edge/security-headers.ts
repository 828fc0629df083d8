import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': ["'self'", 'data:'],
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
} as const;

const serialize = (directives: Record<string, string | readonly string[]>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : value.join(' ')}`)
    .join(';');

/** For the inbox page, which frames e-mails. */
export const framingPolicy = serialize({ ...policy, 'frame-src': "'self'" });

/** For an e-mail inside that frame: its own styles, no script, no request to anywhere, links open in new windows. */
export const framedEmailPolicy = serialize({
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
  sandbox: 'allow-popups allow-popups-to-escape-sandbox',
});

/** On every reply, also on those that never reach a route (S16). Nothing is kept by caches unless a route says so. */
export function sendSecurityHeaders(app: NestFastifyApplication, publicUrl: URL): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    strictTransportSecurity: publicUrl.protocol === 'https:' ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
}
