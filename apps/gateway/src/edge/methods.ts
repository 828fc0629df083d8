import { Problem } from '@postern/platform';
import type { FastifyInstance } from 'fastify';

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const plainPath = /^\/[\w./-]*$/;

/** An address that exists, asked with a method that it does not take, gets 405 and the methods that it does take. */
export function answerWrongMethods(fastify: FastifyInstance): void {
  const fixed = new Map<string, Set<string>>();
  const patterns = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const methods = url.includes(':') ? entry(patterns, url, () => patternOf(url)).methods : entry(fixed, url, newSet);
    for (const one of [method].flat()) methods.add(one);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] ?? '';
    // A fixed address may be one that a pattern has, too: each takes methods of its own.
    const taken = plainPath.test(path) ? [fixed.get(path) ?? [], ...matching(patterns.values(), path)] : [];
    const all = new Set(taken.flatMap((methods) => [...methods]));
    const allowed = order.filter((method) => all.has(method));
    if (allowed.length === 0) return done();
    void reply.header('allow', allowed.join(', '));
    done(new Problem('request.method_not_allowed'));
  });
}

const newSet = () => new Set<string>();

const patternOf = (url: string) => ({
  pattern: new RegExp(`^${url.split('/').map(segmentPattern).join('/')}$`),
  methods: newSet(),
});

/** A parameter may say in brackets what it takes: `:id(^[a-z]+$)`. */
function segmentPattern(segment: string): string {
  const parameter = /^:\w+(?:\(\^(.+)\$\))?$/.exec(segment);
  return parameter ? (parameter[1] ?? '[^/]+') : segment.replaceAll('.', '\\.');
}

const matching = (all: Iterable<{ pattern: RegExp; methods: Set<string> }>, path: string): Set<string>[] =>
  [...all].filter(({ pattern }) => pattern.test(path)).map(({ methods }) => methods);

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
