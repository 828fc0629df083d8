import type { ProblemCode } from '@postern/contracts';
import type { FastifyReply } from 'fastify';
import { recoveryExamples } from '../api-reference/more-examples.js';
import type { FakeIdentity } from './fake-identity.js';
import { refuse } from './fake-service.js';

const refusals: Record<string, ProblemCode> = {
  'used-link-token-0001': 'link.spent',
  'late-link-token-0001': 'link.expired',
};

/** The token of every link is `good-link-token-0001`; some others have been used, or are too late. */
export function answerAboutLinks({ server }: FakeIdentity): void {
  type Body = { Body: { token: string } };
  const link = (path: string, answer: () => object) =>
    server.post<Body>(path, async ({ body: { token } }, reply): Promise<object | FastifyReply> =>
      token === 'good-link-token-0001' ? answer() : refuse(reply, refusals[token] ?? 'link.unknown'),
    );

  for (const path of ['/internal/recovery/username', '/internal/recovery/password'])
    server.post(path, (_request, reply) => reply.status(202).send({}));
  link('/internal/recovery/password/links', () => ({ subjectToken: 'subject-recovery' }));
  link('/internal/email-changes', () => ({ email: 'robin@home.example' }));
  const notice = recoveryExamples.notice['a new sign-in method'];
  link('/internal/notices', () => notice);
  link('/internal/notices/disavowals', () => notice);
}
