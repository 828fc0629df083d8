import { importExamples, member, organizationExamples } from '../api-reference/organization-examples.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import type { GatewayUnderTest } from './gateway-under-test.js';

interface Operation {
  security?: Record<string, string[]>[];
  requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
}

export interface DocumentedRoute {
  /** `POST /v1/sign-ins` */
  name: string;
  method: string;
  /** With something in place of each parameter. */
  path: string;
  /** What it is called with; undefined where it takes none. */
  body: Record<string, unknown> | undefined;
  holds: 'flow' | 'session' | 'nothing';
}

/** Something that there is, for each parameter; `{id}` of an organization is that of the one in the examples. */
const parameters: Record<string, string> = {
  '{id}': '0d2b8a52-5d5f-4b0a-9a53-0f4f7e5c2a11',
  '{slug}': 'parcel-desk',
  '{accountId}': member.accountId,
  '{invitationId}': organizationExamples.invitation.open.id,
  '{importId}': importExamples.import['under way'].id,
  '{rolloutId}': mfaExamples.rollout['under way'].id,
};
const valueOf = (parameter: string, path: string): string =>
  parameter === '{id}' && path.startsWith('/v1/organizations/')
    ? organizationExamples.organization['acme logistics'].id
    : (parameters[parameter] ?? parameter);

/** Every route of the API, as its own description tells: a test of all of them forgets none. */
export async function documentedRoutes(gateway: GatewayUnderTest): Promise<DocumentedRoute[]> {
  const document = (await (await gateway.call('/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]): DocumentedRoute => {
      const examples = requestBody?.content['application/json']?.examples;
      const schemes = Object.keys(security?.[0] ?? {});
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, (parameter) => valueOf(parameter, path)),
        body: examples && (Object.values(examples)[0]?.value as Record<string, unknown>),
        holds: schemes.includes('flowToken') ? 'flow' : schemes.includes('sessionToken') ? 'session' : 'nothing',
      };
    }),
  );
}

/** What stands in the path in place of its parameters, in their order. */
export const parametersOf = ({ name, path }: DocumentedRoute): string[] => {
  const pattern = name.slice(name.indexOf(' ') + 1).split('/');
  return path.split('/').filter((_, index) => pattern[index]?.startsWith('{'));
};
