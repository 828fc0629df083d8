import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { importExamples } from '../api-reference/organization-examples.js';
import { organizationDoors, organizations, type OfOrganization } from './fake-identity-organizations.js';
import type { FakeIdentity } from './fake-identity.js';
import { refuse } from './fake-service.js';

/** One import, which is under way. Files are read to their end, and counted. */
export function answerAboutMemberImports(identity: FakeIdentity): void {
  const { server } = identity;
  const doors = organizationDoors(identity);
  const path = `${organizations}/:id/member-imports`;
  const [error] = importExamples.errors['a page'].errors;
  const about = (request: FastifyRequest<OfOrganization>, reply: FastifyReply, work: () => unknown) =>
    doors.help(request, reply, () =>
      request.params.importId === identity.memberImport.id ? work() : refuse(reply, 'import.not_found'),
    );

  server.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  server.post<OfOrganization & { Body: Readable; Querystring: { dryRun: string } }>(path, (request, reply) =>
    doors.change(request, reply, async () => {
      let text = '';
      for await (const chunk of request.body) {
        identity.received += (chunk as Buffer).length;
        if (text.length < 100) text += String(chunk);
      }
      if (!text.startsWith('username,')) return refuse(reply, 'import.unreadable');
      const dryRun = request.query.dryRun === 'true';
      return reply.status(202).send({ ...importExamples.begun['under way'], dryRun });
    }),
  );
  server.get<OfOrganization>(path, (request, reply) =>
    doors.help(request, reply, () => ({ imports: [identity.memberImport] })),
  );
  server.get<OfOrganization>(`${path}/:importId`, (request, reply) =>
    about(request, reply, () => identity.memberImport),
  );
  server.get<OfOrganization & { Querystring: { cursor?: string; limit: string } }>(
    `${path}/:importId/errors`,
    (request, reply) =>
      about(request, reply, () => {
        const [from, limit] = [Number(request.query.cursor ?? 0), Number(request.query.limit)];
        const to = Math.min(from + limit, identity.importErrors);
        const errors = Array.from({ length: to - from }, (_, index) => ({
          ...error,
          username: identity.importUsername,
          row: from + index + 2,
        }));
        return { errors, nextCursor: to < identity.importErrors ? String(to) : null };
      }),
  );
}
