import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { clientFolder } from './web-client.js';

const referenceFiles = ['/swagger-ui.css', '/swagger-ui-bundle.js'];

/** One fixed route a file: no path of a request ever becomes a path on the disk (S23). */
const fixedRoutes = {
  wildcard: false,
  index: false,
  cacheControl: true,
  maxAge: '1h',
  decorateReply: false,
  // They are small and compressed: whoever asks for a part gets the whole.
  acceptRanges: false,
} as const;

export async function serveStaticFiles(app: NestFastifyApplication): Promise<void> {
  const own = fileURLToPath(new URL('./assets', import.meta.url));
  const reference = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, {
    ...fixedRoutes,
    root: join(clientFolder, 'client'),
    prefix: '/client/',
    globIgnore: ['**/*.{br,gz}'],
    preCompressed: true,
    // The names are hashes of what is inside: another content has another name.
    maxAge: '365d',
    immutable: true,
  });
  await app.register(fastifyStatic, { ...fixedRoutes, root: own, prefix: '/assets/' });
  await app.register(fastifyStatic, {
    ...fixedRoutes,
    root: reference,
    prefix: '/assets/reference/',
    globIgnore: ['**/!(swagger-ui.css|swagger-ui-bundle.js)'],
    allowedPath: (path: string) => referenceFiles.includes(path),
  });
}
