import { Problem } from '@postern/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const takesFiles = '/internal/organizations/:id/member-imports';

/** A file with members is taken at one address, as it comes; everywhere else it is of a type that is not taken (S23). */
export function takeMemberFiles(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('text/csv', (request, payload, done) => {
    if (request.routeOptions.url === takesFiles) return done(null, payload);
    done(new Problem('request.unsupported_media_type'));
  });
}
