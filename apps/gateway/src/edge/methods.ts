import { Problem } from '@postern/platform';
import type { FastifyInstance, HTTPMethods } from 'fastify';

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const plainPath = /^\/[\w./-]*$/;

/** An address that exists, asked with a method that it does not take, gets 405 and the methods that it does take. */
export function answerWrongMethods(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = plainPath.test(path) ? methods.filter((method) => fastify.hasRoute({ method, url: path })) : [];
    if (allowed.length === 0) return done();
    void reply.header('allow', allowed.join(', '));
    done(new Problem('request.method_not_allowed'));
  });
}
