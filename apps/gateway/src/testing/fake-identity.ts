import { randomBytes, randomUUID } from 'node:crypto';
import type { RegisterAccountRequest, SessionView } from '@postern/contracts';
import type { TrustedKeys } from '@postern/platform';
import { FakeService, refuse, sessionTokenOf } from './fake-service.js';

/** Answers as identity does: one account `robin`, sessions bought once by assurance tokens. */
export class FakeIdentity extends FakeService {
  readonly password = 'a long and unusual sentence';
  readonly sessions = new Map<string, SessionView>();
  readonly spent = new Set<string>();
  /** How long a password takes. */
  hashingMilliseconds = 0;

  constructor(trusted: TrustedKeys) {
    super('identity', trusted);
    this.server.post<{ Body: RegisterAccountRequest }>('/internal/accounts', async ({ body }, reply) => {
      if (body.username === 'taken') return refuse(reply, 'account.username_taken');
      const { username, email } = body;
      return reply.status(201).send({ id: randomUUID(), username, email, createdAt: new Date().toISOString() });
    });
    this.server.post<{ Body: { identifier: string; password: string; application: string | null } }>(
      '/internal/authentications',
      async ({ body }, reply) => {
        await new Promise((resolve) => setTimeout(resolve, this.hashingMilliseconds));
        if (body.application !== null) return refuse(reply, 'application.unknown');
        if (body.identifier !== 'robin' || body.password !== this.password) return refuse(reply, 'sign_in.rejected');
        return { subjectToken: `subject-${randomUUID()}` };
      },
    );
    this.server.post<{ Body: { assuranceToken: string } }>('/internal/sessions', async ({ body }, reply) => {
      if (!body.assuranceToken.startsWith('assurance-')) return refuse(reply, 'assurance.refused');
      if (this.spent.has(body.assuranceToken)) return refuse(reply, 'assurance.spent');
      this.spent.add(body.assuranceToken);
      const token = randomBytes(32).toString('base64url');
      const session = this.newSession();
      this.sessions.set(token, session);
      return reply.status(201).send({ token, session });
    });
    this.server.get('/internal/sessions/current', async (request, reply) => {
      const session = this.sessions.get(sessionTokenOf(request));
      return session ?? refuse(reply, 'session.required');
    });
    this.server.delete('/internal/sessions/current', async (request, reply) => {
      if (!this.sessions.delete(sessionTokenOf(request))) return refuse(reply, 'session.required');
      return reply.status(204).send();
    });
  }

  private newSession(): SessionView {
    return {
      account: { id: randomUUID(), username: 'robin', email: 'robin@example.org' },
      aal: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      authenticatedAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
  }
}
