import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountExamples } from '../api-reference/account-examples.js';
import { administrationExamples } from '../api-reference/more-examples.js';
import type { FakeIdentity } from './fake-identity.js';
import { refuse, sessionTokenOf } from './fake-service.js';

/** What identity answers to the person whose account it is, and to operators and support about others. */
export function answerAboutAccounts(identity: FakeIdentity): void {
  const { server } = identity;
  const path = '/internal/account';
  const profile = () => ({ ...accountExamples.account.robin, id: identity.accountId, locale: identity.locale });

  server.get(path, (request, reply) => identity.forSession(request, reply, profile));
  server.patch<{ Body: { locale?: 'en' | 'es' } }>(path, (request, reply) =>
    identity.forSession(request, reply, () => {
      identity.locale = request.body.locale ?? identity.locale;
      for (const { account } of identity.sessions.values()) account.locale = identity.locale;
      return profile();
    }),
  );
  server.put(`${path}/phone`, (request, reply) => identity.forFreshSession(request, reply, profile));
  server.put<{ Body: { currentPassword: string } }>(`${path}/password`, (request, reply) =>
    identity.forFreshSession(request, reply, () => {
      if (request.body.currentPassword !== identity.password) return refuse(reply, 'account.password_rejected');
      identity.sessions.clear();
      return identity.openSession();
    }),
  );
  server.post<{ Body: { email: string } }>(`${path}/email`, (request, reply) =>
    identity.forFreshSession(request, reply, () =>
      reply.status(202).send({ email: request.body.email, expiresAt: new Date().toISOString() }),
    ),
  );
  server.get('/internal/sessions', (request, reply) =>
    identity.forSession(request, reply, () => accountExamples.sessions['two browsers']),
  );
  server.delete('/internal/sessions', (request, reply) =>
    identity.forSession(request, reply, () => {
      for (const token of identity.sessions.keys())
        if (token !== sessionTokenOf(request)) identity.sessions.delete(token);
      return reply.status(204).send();
    }),
  );
  server.delete<{ Params: { id: string } }>('/internal/sessions/:id', (request, reply) =>
    identity.forSession(request, reply, () => {
      const found = [...identity.sessions].find(([, { id }]) => id === request.params.id);
      if (!found) return refuse(reply, 'session.not_found');
      identity.sessions.delete(found[0]);
      return reply.status(204).send();
    }),
  );
  server.get(`${path}/activity`, (request, reply) =>
    identity.forSession(request, reply, () => accountExamples.activity['the newest first']),
  );
  server.get(`${path}/export`, (request, reply) =>
    identity.forSession(request, reply, () => ({ account: { username: 'robin' } })),
  );
  server.get(`${path}/closure`, (request, reply) =>
    identity.forSession(request, reply, () => accountExamples.accountClosure['as long as nothing else is configured']),
  );
  server.post(`${path}/closure`, (request, reply) =>
    identity.forFreshSession(request, reply, () => {
      identity.sessions.clear();
      return accountExamples.closedAccount.closed;
    }),
  );
  answerAboutOthers(identity);
}

function answerAboutOthers(identity: FakeIdentity): void {
  const { server } = identity;
  const path = '/internal/admin/accounts';
  const account = administrationExamples.account;
  type Params = { Params: { id: string } };
  /** An operator sees one account beside their own. */
  const about = (request: FastifyRequest<Params>, reply: FastifyReply, work: () => unknown) =>
    identity.forSession(request, reply, ({ account: { role } }) => {
      if (role === null) return refuse(reply, 'request.not_found');
      return request.params.id === account.active.id ? work() : refuse(reply, 'account.not_found');
    });

  server.get(path, (request, reply) =>
    identity.forSession(request, reply, () => administrationExamples.accounts['by username']),
  );
  server.get<Params>(`${path}/:id`, (request, reply) => about(request, reply, () => account.active));
  server.post<Params>(`${path}/:id/disablement`, (request, reply) =>
    about(request, reply, () => reply.status(204).send()),
  );
  server.delete<Params>(`${path}/:id/disablement`, (request, reply) =>
    about(request, reply, () => reply.status(204).send()),
  );
  server.delete<Params>(`${path}/:id/sessions`, (request, reply) =>
    about(request, reply, () => reply.status(204).send()),
  );
  server.post<Params>(`${path}/:id/subject-tokens`, (request, reply) =>
    about(request, reply, () => ({ subjectToken: 'subject-factor-reset' })),
  );
}
