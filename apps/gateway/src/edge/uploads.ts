import { PassThrough, type Readable } from 'node:stream';
import { memberImportLimits } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const takesFiles = '/v1/organizations/:id/member-imports';

/** A file with members is taken at one address, as it comes; everywhere else it is of a type that is not taken (S23). */
export function takeFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('text/csv', (request, payload, done) => {
    if (request.routeOptions.url === takesFiles) return done(null, payload);
    done(new Problem('request.unsupported_media_type'));
  });
}

/**
 * The file that a request brings, for the one who reads it. It fails with Problem `import.too_large` where more comes than may
 * be. Whoever does not want it (any more) destroys it: what still comes is dropped then, so that the client has sent it all and
 * hears the answer, but not for ever.
 *
 * @returns undefined when it is something else that the request brings, or nothing.
 */
export function uploadOf({ body, headers }: FastifyRequest): Readable | undefined {
  const source = body as Readable | undefined;
  if (typeof source?.pipe !== 'function') return undefined;
  const file = new PassThrough();
  // It may fail before anybody reads it.
  file.on('error', () => undefined);
  const tooLarge = () => void file.destroy(new Problem('import.too_large'));
  let received = 0;
  source.on('data', ({ length }: Buffer) => {
    received += length;
    if (received > memberImportLimits.bytes) tooLarge();
    if (received > 2 * memberImportLimits.bytes) source.destroy();
  });
  source.once('error', (error) => file.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) file.destroy(new Error('The client has gone.'));
  });
  source.pipe(file);
  file.once('close', () => source.resume());
  if (Number(headers['content-length']) > memberImportLimits.bytes) tooLarge();
  return file;
}
