import { request, type IncomingHttpHeaders } from 'node:http';
import { readConfig, type RunningService } from '@postern/platform';
import { createMigratedDatabase, generateSigningKey, type TestDatabase } from '@postern/platform/testing';
import type { Redacted } from '@postern/kernel';
import type { InboxMessage } from '@postern/contracts';
import { gatewayConfig } from '../config.js';
import { gatewaySchema } from '../postgres/schema.js';
import { startGateway } from '../start.js';
import { FakeIdentity } from './fake-identity.js';
import { FakeMfa } from './fake-mfa.js';
import { FakeService } from './fake-service.js';

export interface RawReply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: string;
}

/** The whole gateway on a free port, with a database of its own and stand-ins for the services behind it. */
export class GatewayUnderTest {
  readonly logs: string[] = [];

  private constructor(
    readonly service: RunningService,
    readonly identity: FakeIdentity,
    readonly mfa: FakeMfa,
    readonly notifications: FakeService,
    readonly database: TestDatabase,
  ) {}

  static async start(
    environment: Record<string, string> = {},
    { queueUrl, inbox = [] }: { queueUrl?: (database: TestDatabase) => Redacted; inbox?: InboxMessage[] } = {},
  ): Promise<GatewayUnderTest> {
    const database = await createMigratedDatabase(gatewaySchema);
    const { privateKey, publicKey } = generateSigningKey('gateway-test');
    const trusted = { gateway: [publicKey] };
    const identity = new FakeIdentity(trusted);
    const mfa = new FakeMfa(trusted, identity.accountId);
    const notifications = new FakeService('notifications', trusted);
    notifications.server.get<{ Querystring: { to?: string } }>('/internal/inbox/messages', async ({ query }) =>
      inbox.filter(({ to }) => query.to === undefined || to === query.to),
    );
    notifications.server.get<{ Querystring: { accountId?: string } }>('/internal/deliveries', async ({ query }) => ({
      deliveries: [],
      accountId: query.accountId,
    }));
    await Promise.all([identity.start(), mfa.start(), notifications.start()]);
    const logs: string[] = [];
    const config = readConfig(gatewayConfig, {
      PORT: '0',
      PUBLIC_URL: 'https://sign-in.example.org',
      DATABASE_URL: database.url.reveal(),
      QUEUE_URL: (queueUrl?.(database) ?? database.url).reveal(),
      IDENTITY_URL: identity.url,
      MFA_URL: mfa.url,
      SIGNING_KEYS: JSON.stringify([privateKey]),
      ...environment,
      ...(environment['INBOX_URL'] ? { INBOX_URL: notifications.url } : {}),
      ...(environment['NOTIFICATIONS_URL'] ? { NOTIFICATIONS_URL: notifications.url } : {}),
    });
    const service = await startGateway(config, { logDestination: { write: (line) => logs.push(line) } });
    const gateway = new GatewayUnderTest(service, identity, mfa, notifications, database);
    (gateway as { logs: string[] }).logs = logs;
    return gateway;
  }

  get url(): string {
    return this.service.url;
  }

  call(path: string, { method = 'GET', body, headers = {}, cookies }: CallOptions = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies === undefined ? {} : { cookie: cookies }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** Exactly this path and these headers, `Host` included, on the wire; fetch would tidy them up. */
  raw(path: string, { method = 'GET', body, headers = {} }: CallOptions = {}): Promise<RawReply> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, path, method, headers }, (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  post(path: string, body: unknown = {}, options: CallOptions = {}): Promise<Response> {
    return this.call(path, { method: 'POST', body, ...options });
  }

  signIn(more: object = {}, options: CallOptions = {}): Promise<Response> {
    return this.post('/v1/sign-ins', { identifier: 'robin', password: this.identity.password, ...more }, options);
  }

  /** Cookies of a browser that is signed in. */
  async session(): Promise<string> {
    const cookies = cookiesOf(await this.signIn());
    return cookiesOf(await this.post('/v1/sign-ins/current/answer', { code: '123456' }, { cookies }));
  }

  async close(): Promise<void> {
    await this.service.close();
    await Promise.all([this.identity.close(), this.mfa.close(), this.notifications.close()]);
    await this.database.drop();
  }
}

/** What a browser sends back of what it was given. */
export const cookiesOf = (reply: Response): string =>
  reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .filter((pair) => !pair?.endsWith('='))
    .join('; ');
