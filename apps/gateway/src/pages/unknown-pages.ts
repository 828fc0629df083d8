import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Addresses that programs ask for; whatever they accept, they get a problem. */
const forPrograms = /^\/(?:v1|assets|client|internal|health|dev)(?:[/?]|$)/i;
const plainPath = /^\/[\w./-]*$/;

/** A person at an address that does not exist gets the client, which says so and leads on; the status says so as well. */
export function showUnknownPages(fastify: FastifyInstance, document: string): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || !isPerson(request)) return;
    return reply.code(404).header('content-type', 'text/html; charset=utf-8').send(document);
  });
}

function isPerson({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  const reads = method === 'GET' || method === 'HEAD';
  return reads && plainPath.test(path) && !forPrograms.test(path) && /\btext\/html\b/.test(headers.accept ?? '');
}
