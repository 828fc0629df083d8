import { GatewayUnderTest } from '../testing/gateway-under-test.js';
import { namedSchemas, type ReplyName } from './schemas.js';

interface Media {
  schema: { $ref?: string; type?: string };
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
      'DELETE /v1/account/sessions',
      'DELETE /v1/account/sessions/{id}',
      'DELETE /v1/account/trusted-devices',
      'DELETE /v1/account/trusted-devices/{id}',
      'DELETE /v1/admin/accounts/{id}/disablement',
      'DELETE /v1/admin/accounts/{id}/factor-reset',
      'DELETE /v1/admin/accounts/{id}/sessions',
      'DELETE /v1/admin/applications/{slug}',
      'DELETE /v1/organizations/{id}/invitations/{invitationId}',
      'DELETE /v1/organizations/{id}/members/me',
      'DELETE /v1/organizations/{id}/members/{accountId}',
      'DELETE /v1/organizations/{id}/members/{accountId}/factor-reset',
      'DELETE /v1/organizations/{id}/members/{accountId}/sessions',
      'DELETE /v1/session',
      'DELETE /v1/sign-ins/current',
      'DELETE /v1/sign-ins/current/factors/pending',
      'DELETE /v1/sign-ins/current/factors/{id}',
      'GET /v1/account',
      'GET /v1/account/activity',
      'GET /v1/account/closure',
      'GET /v1/account/export',
      'GET /v1/account/factors',
      'GET /v1/account/recovery-codes',
      'GET /v1/account/sessions',
      'GET /v1/account/trusted-devices',
      'GET /v1/admin/accounts',
      'GET /v1/admin/accounts/{id}',
      'GET /v1/admin/accounts/{id}/factors',
      'GET /v1/admin/applications',
      'GET /v1/admin/applications/{slug}',
      'GET /v1/admin/organizations',
      'GET /v1/applications/{slug}',
      'GET /v1/organizations',
      'GET /v1/organizations/{id}',
      'GET /v1/organizations/{id}/activity',
      'GET /v1/organizations/{id}/applications',
      'GET /v1/organizations/{id}/invitations',
      'GET /v1/organizations/{id}/member-imports',
      'GET /v1/organizations/{id}/member-imports/{importId}',
      'GET /v1/organizations/{id}/member-imports/{importId}/errors',
      'GET /v1/organizations/{id}/member-imports/{importId}/events',
      'GET /v1/organizations/{id}/member-imports/{importId}/report.csv',
      'GET /v1/organizations/{id}/members',
      'GET /v1/organizations/{id}/members/{accountId}',
      'GET /v1/organizations/{id}/members/{accountId}/deliveries',
      'GET /v1/organizations/{id}/members/{accountId}/factors',
      'GET /v1/organizations/{id}/mfa-adoption',
      'GET /v1/organizations/{id}/mfa-adoption/members',
      'GET /v1/organizations/{id}/mfa-adoption/members.csv',
      'GET /v1/organizations/{id}/mfa-policy',
      'GET /v1/organizations/{id}/mfa-rollouts',
      'GET /v1/organizations/{id}/mfa-rollouts/{rolloutId}',
      'GET /v1/organizations/{id}/mfa-rollouts/{rolloutId}/events',
      'GET /v1/organizations/{id}/mfa-rollouts/{rolloutId}/failures',
      'GET /v1/session',
      'GET /v1/sign-ins/current',
      'GET /v1/sign-ins/current/events',
      'PATCH /v1/account',
      'PATCH /v1/account/factors/{id}',
      'PATCH /v1/organizations/{id}',
      'POST /v1/account/closure',
      'POST /v1/account/email',
      'POST /v1/account/factor-changes',
      'POST /v1/account/recovery-codes',
      'POST /v1/accounts',
      'POST /v1/admin/accounts/{id}/disablement',
      'POST /v1/admin/accounts/{id}/factor-reset',
      'POST /v1/admin/applications',
      'POST /v1/email-changes',
      'POST /v1/email-verifications',
      'POST /v1/invitations',
      'POST /v1/invitations/acceptances',
      'POST /v1/notices',
      'POST /v1/notices/disavowals',
      'POST /v1/organizations',
      'POST /v1/organizations/{id}/invitations',
      'POST /v1/organizations/{id}/member-imports',
      'POST /v1/organizations/{id}/members/{accountId}/factor-reset',
      'POST /v1/organizations/{id}/members/{accountId}/password-reset',
      'POST /v1/organizations/{id}/mfa-adoption/reminders',
      'POST /v1/organizations/{id}/mfa-policy/dry-run',
      'POST /v1/organizations/{id}/mfa-rollouts',
      'POST /v1/organizations/{id}/mfa-rollouts/{rolloutId}/cancel',
      'POST /v1/organizations/{id}/mfa-rollouts/{rolloutId}/pause',
      'POST /v1/organizations/{id}/mfa-rollouts/{rolloutId}/resume',
      'POST /v1/organizations/{id}/mfa-rollouts/{rolloutId}/retry',
      'POST /v1/passkeys/challenges',
      'POST /v1/passkeys/sign-ins',
      'POST /v1/recovery/password',
      'POST /v1/recovery/password/links',
      'POST /v1/recovery/username',
      'POST /v1/sign-ins',
      'POST /v1/sign-ins/current/answer',
      'POST /v1/sign-ins/current/challenge',
      'POST /v1/sign-ins/current/done',
      'POST /v1/sign-ins/current/email',
      'POST /v1/sign-ins/current/email/resend',
      'POST /v1/sign-ins/current/enrollment-choice',
      'POST /v1/sign-ins/current/factors',
      'POST /v1/sign-ins/current/lost-factors',
      'POST /v1/sign-ins/current/new-password',
      'POST /v1/sign-ins/current/password',
      'POST /v1/sign-ins/current/resend',
      'POST /v1/sign-ins/current/terms',
      'POST /v1/step-ups',
      'PUT /v1/account/password',
      'PUT /v1/account/phone',
      'PUT /v1/admin/applications/{slug}',
      'PUT /v1/organizations/{id}/members/{accountId}',
      'PUT /v1/organizations/{id}/mfa-policy',
    ]);
  });

  it('gives examples of every body, and they are valid', () => {
    let checked = 0;
    for (const [name, { requestBody, responses }] of operations) {
      const bodies = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const [type, { schema, examples }] of bodies.flatMap((content) => Object.entries(content ?? {}))) {
        // Plain text has no shape to keep to, and that of a file is in its first line.
        if (type === 'text/plain') continue;
        if (type === 'text/csv') {
          expect([name, examples?.['file']?.value]).toEqual([name, expect.stringMatching(/^[a-z_]+(,[a-z_]+)+\n/)]);
          continue;
        }
        const zod = namedSchemas[schema.$ref?.replace('#/components/schemas/', '') as ReplyName];
        if (type !== 'text/event-stream') expect(Object.keys(examples ?? {})).not.toEqual([]);
        for (const [summary, { value }] of Object.entries(examples ?? {})) {
          expect([name, summary, zod.safeParse(value).error]).toEqual([name, summary, undefined]);
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThan(700);
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
