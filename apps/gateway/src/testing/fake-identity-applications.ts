import type { FastifyReply, FastifyRequest } from 'fastify';
import { applicationExamples } from '../api-reference/more-examples.js';
import type { FakeIdentity } from './fake-identity.js';
import { refuse } from './fake-service.js';

/** The demo applications are there, and `parcel-desk` can be administered. */
export function answerAboutApplications(identity: FakeIdentity): void {
  const { server } = identity;
  type Params = { Params: { slug: string } };
  server.get<Params>('/internal/applications/:slug', async (request, reply) =>
    ['parcel-desk', 'mail-watch', 'onboarding'].includes(request.params.slug)
      ? { ...applicationExamples.shown['parcel desk'], slug: request.params.slug }
      : refuse(reply, 'application.not_found'),
  );

  const path = '/internal/admin/applications';
  const application = applicationExamples.application['parcel desk'];
  const forOperator = (request: FastifyRequest, reply: FastifyReply, work: () => unknown) =>
    identity.forFreshSession(request, reply, ({ account: { role } }) =>
      role === 'operator' ? work() : refuse(reply, 'request.not_found'),
    );
  const one = (request: FastifyRequest<Params>, reply: FastifyReply, work: () => unknown) =>
    forOperator(request, reply, () =>
      request.params.slug === 'parcel-desk' ? work() : refuse(reply, 'application.not_found'),
    );

  server.get(path, (request, reply) => forOperator(request, reply, () => applicationExamples.list.all));
  server.post<{ Body: { slug: string } }>(path, (request, reply) =>
    forOperator(request, reply, () =>
      request.body.slug === 'parcel-desk'
        ? refuse(reply, 'application.slug_taken')
        : reply.status(201).send({ ...application, slug: request.body.slug }),
    ),
  );
  server.get<Params>(`${path}/:slug`, (request, reply) => one(request, reply, () => application));
  server.put<Params>(`${path}/:slug`, (request, reply) => one(request, reply, () => application));
  server.delete<Params>(`${path}/:slug`, (request, reply) => one(request, reply, () => reply.status(204).send()));
}
