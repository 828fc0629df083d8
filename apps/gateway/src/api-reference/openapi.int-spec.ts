import { GatewayUnderTest } from '../testing/gateway-under-test.js';
import { namedSchemas, type ReplyName } from './schemas.js';

interface Media {
  schema: { $ref: string };
  examples?: Record<string, { value: unknown }>;
}
interface Operation {
  operationId: string;
  summary: string;
  security?: Record<string, string[]>[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

describe('the OpenAPI description', () => {
  let gateway: GatewayUnderTest;
  let document: Document;
  let operations: [string, Operation][];

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    document = (await (await gateway.call('/v1/openapi.json')).json()) as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  });
  afterAll(() => gateway.close());

  it('is OpenAPI 3.1 and has every public route, and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://sign-in.example.org' }]);
    expect(operations.map(([name]) => name).sort()).toEqual([
      'DELETE /v1/session',
      'DELETE /v1/sign-ins/current',
      'DELETE /v1/sign-ins/current/factors/pending',
      'GET /v1/session',
      'GET /v1/sign-ins/current',
      'GET /v1/sign-ins/current/events',
      'POST /v1/accounts',
      'POST /v1/email-verifications',
      'POST /v1/sign-ins',
      'POST /v1/sign-ins/current/answer',
      'POST /v1/sign-ins/current/challenge',
      'POST /v1/sign-ins/current/email',
      'POST /v1/sign-ins/current/email/resend',
      'POST /v1/sign-ins/current/enrollment-choice',
      'POST /v1/sign-ins/current/factors',
      'POST /v1/sign-ins/current/resend',
    ]);
  });

  it('gives examples of every body, and they are valid', () => {
    let checked = 0;
    for (const [name, { requestBody, responses }] of operations) {
      const bodies = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const [type, { schema, examples }] of bodies.flatMap((content) => Object.entries(content ?? {}))) {
        const zod = namedSchemas[schema.$ref.replace('#/components/schemas/', '') as ReplyName];
        if (type !== 'text/event-stream') expect(Object.keys(examples ?? {})).not.toEqual([]);
        for (const [summary, { value }] of Object.entries(examples ?? {})) {
          expect([name, summary, zod.safeParse(value).error]).toEqual([name, summary, undefined]);
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('has no reference to nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(known).toEqual(expect.arrayContaining([...new Set(references)]));
    expect(JSON.stringify(document)).not.toMatch(/\$defs|"\$id"|"\$schema"/);
  });

  it('tells how each call is authorized, what it does and how it fails', () => {
    const secured = (path: string) => operations.find(([name]) => name === path)?.[1].security;
    expect(secured('GET /v1/session')).toEqual([{ sessionToken: [] }, { sessionCookie: [] }]);
    expect(secured('POST /v1/sign-ins/current/answer')).toEqual([{ flowToken: [] }, { flowCookie: [] }]);
    expect(secured('POST /v1/sign-ins')).toBeUndefined();
    expect(document.components.securitySchemes).toMatchObject({
      flowCookie: { type: 'apiKey', in: 'cookie', name: '__Host-postern_flow' },
      sessionToken: { type: 'http', scheme: 'bearer' },
    });
    for (const [, { summary, responses }] of operations) {
      expect(summary.length).toBeGreaterThan(5);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500', '503']));
    }
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  });
});
