import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { tags } from './endpoint.js';
import { componentSchemas, referenceTo } from './schemas.js';

const introduction = `
Postern signs people in with a password and a second factor. One resource drives it: the sign-in under way. Begin with
\`POST /v1/sign-ins\`; every reply says in \`step.kind\` what comes next, until it is \`complete\`.

**Browsers** are held by cookies that scripts cannot read. Calls that change something are taken from this site only.
**Native clients** ask for tokens (\`"client": "native"\`) and send them as \`Authorization: Bearer …\`.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. Anything may also be answered with
\`request.rate_limited\` (429), \`service.unavailable\` (503) or, for a browser's call from another site,
\`request.forbidden_origin\` (403). They are worded in the language of \`Accept-Language\`, else in that of the account.
`.trim();

const noFields = { type: 'object', additionalProperties: false };

/** OpenAPI 3.1: routes from the controllers, bodies from the schemas that check them. */
export function describeApi(app: NestFastifyApplication, publicUrl: URL): OpenAPIObject {
  const prefix = publicUrl.protocol === 'https:' ? '__Host-' : '';
  const token = { type: 'http', scheme: 'bearer', bearerFormat: 'opaque' } as const;
  const frame = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Postern')
    .setVersion('1')
    .setDescription(introduction)
    .addServer(publicUrl.origin)
    .addBearerAuth({ ...token, description: '`flowToken` of a native client' }, 'flowToken')
    .addCookieAuth(`${prefix}postern_flow`, { type: 'apiKey', in: 'cookie' }, 'flowCookie')
    .addBearerAuth({ ...token, description: '`session.token` of a native client' }, 'sessionToken')
    .addCookieAuth(`${prefix}postern_session`, { type: 'apiKey', in: 'cookie' }, 'sessionCookie')
    .build();
  frame.tags = tags.map((name) => ({ name }));
  const document = SwaggerModule.createDocument(app, frame, {
    operationIdFactory: (controller, method) => `${method}${controller.replace('Controller', '')}`,
    standardSchemaConverter: (schema) => ({ schema: referenceTo(schema) ?? noFields }),
  });
  document.paths = publicPaths(document.paths);
  document.components = { ...document.components, schemas: componentSchemas() as never };
  return document;
}

/** Health is for whoever runs the service, and not part of the API. A body that may have no fields need not be sent. */
function publicPaths(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  const shown = Object.entries(paths).filter(([path]) => path.startsWith('/v1/'));
  for (const { post } of shown.map(([, item]) => item)) {
    if (post?.requestBody && JSON.stringify(post.requestBody).includes(JSON.stringify(noFields)))
      delete post.requestBody;
  }
  return Object.fromEntries(shown);
}
