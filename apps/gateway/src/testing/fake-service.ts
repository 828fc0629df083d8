import { contextHeaders, problems, type ProblemCode, type ServiceName } from '@postern/contracts';
import { TokenVerifier, type TrustedKeys } from '@postern/platform';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';

export interface SeenCall {
  method: string;
  path: string;
  body: unknown;
  source: string | undefined;
  userAgent: string | undefined;
  requestId: string | undefined;
  locale: string | undefined;
  subjectToken: string | undefined;
  administrationToken: string | undefined;
  unattended: string | undefined;
}

const header = (request: FastifyRequest, name: keyof typeof contextHeaders): string | undefined =>
  request.headers[contextHeaders[name]] as string | undefined;

export const flowTokenOf = (request: FastifyRequest): string => header(request, 'flowToken') ?? '';
export const subjectTokenOf = (request: FastifyRequest): string => header(request, 'subjectToken') ?? '';
export const administrationTokenOf = (request: FastifyRequest): string => header(request, 'administrationToken') ?? '';
export const sessionTokenOf = (request: FastifyRequest): string => header(request, 'sessionToken') ?? '';

export function refuse(reply: FastifyReply, code: ProblemCode, more: object = {}): FastifyReply {
  const { status, title } = problems[code];
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ type: `urn:postern:problem:${code}`, title, status, code, ...more });
}

/** A service as the gateway meets it: real HTTP, and nothing without a valid service token. */
export class FakeService {
  readonly server: FastifyInstance = fastify({ forceCloseConnections: true });
  readonly calls: SeenCall[] = [];
  url = '';
  /** Instead of any answer, with status 500. */
  nonsense: string | undefined;

  constructor(name: ServiceName, trusted: TrustedKeys) {
    const verifier = new TokenVerifier(name, trusted);
    this.server.addHook('onRequest', async (_request, reply) =>
      this.nonsense === undefined ? undefined : reply.status(500).type('text/html').send(this.nonsense),
    );
    this.server.addHook('preHandler', async (request, reply) => {
      if (request.url === '/health/live') return;
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      if (!verifier.verify('service', 'gateway', token, z.object({ sub: z.literal('gateway') }))) {
        return refuse(reply, 'service.unauthorized');
      }
      this.calls.push({
        method: request.method,
        path: request.url,
        body: request.body,
        source: header(request, 'source'),
        userAgent: header(request, 'userAgent'),
        requestId: header(request, 'requestId'),
        locale: header(request, 'locale'),
        subjectToken: header(request, 'subjectToken'),
        administrationToken: header(request, 'administrationToken'),
        unattended: header(request, 'unattended'),
      });
    });
    this.server.get('/health/live', async () => ({ status: 'ok' }));
  }

  callsTo(method: string, path: string): SeenCall[] {
    return this.calls.filter((call) => call.method === method && call.path === path);
  }

  /** What the gateway made the service do, reading left out. */
  get changes(): string[] {
    return this.calls.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }

  async start(): Promise<void> {
    this.url = await this.server.listen({ host: '127.0.0.1', port: 0 });
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
