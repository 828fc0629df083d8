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

const parameters: Record<string, string> = {
  '{id}': '0d2b8a52-5d5f-4b0a-9a53-0f4f7e5c2a11',
  '{slug}': 'parcel-desk',
};

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
        path: path.replace(/\{\w+\}/g, (parameter) => parameters[parameter] ?? parameter),
        body: examples && (Object.values(examples)[0]?.value as Record<string, unknown>),
        holds: schemes.includes('flowToken') ? 'flow' : schemes.includes('sessionToken') ? 'session' : 'nothing',
      };
    }),
  );
}
