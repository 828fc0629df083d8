import { Problem } from '@postern/platform';
import type { FastifyInstance } from 'fastify';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export interface Provenance {
  method: string;
  origin: string | undefined;
  site: string | undefined;
}

/**
 * Whether a request that may change something comes from another site (S16). Browsers say where a request comes from in
 * `Origin` and `Sec-Fetch-Site`, and pages cannot forge either; a request with neither was not made by a page. `Host` has no
 * say: it is the attacker's own name when DNS is rebound.
 */
export function isCrossSite({ method, origin, site }: Provenance, publicOrigin: string): boolean {
  if (safeMethods.has(method)) return false;
  if (origin !== undefined && origin !== publicOrigin) return true;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** A hook on the server itself, before routing comes to anything, so that no spelling of a path goes around it (S23). */
export function refuseCrossSite(fastify: FastifyInstance, publicOrigin: string): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { origin, 'sec-fetch-site': site } = request.headers;
    const provenance = { method: request.method, origin, site: Array.isArray(site) ? site.join() : site };
    done(isCrossSite(provenance, publicOrigin) ? new Problem('request.forbidden_origin') : undefined);
  });
}
