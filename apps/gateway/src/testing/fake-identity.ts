import { randomBytes, randomUUID } from 'node:crypto';
import {
  memberImportView,
  type ActingRole,
  type AuthenticateRequest,
  type IssueSessionRequest,
  type Locale,
  type MemberImportView,
  type RegisterAccountRequest,
  type SessionIssue,
  type SessionSubjectRequest,
  type SessionView,
} from '@postern/contracts';
import type { TrustedKeys } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { importExamples } from '../api-reference/organization-examples.js';
import { answerAboutAccounts } from './fake-identity-accounts.js';
import { answerAboutApplications } from './fake-identity-applications.js';
import { answerAboutLinks } from './fake-identity-links.js';
import { answerAboutMemberImports } from './fake-identity-member-imports.js';
import { answerAboutOrganizations } from './fake-identity-organizations.js';
import { FakeService, refuse, sessionTokenOf } from './fake-service.js';

/** Answers as identity does: one account `robin`, sessions bought once by assurance tokens. */
export class FakeIdentity extends FakeService {
  readonly password = 'a long and unusual sentence';
  readonly accountId = randomUUID();
  readonly sessions = new Map<string, SessionView>();
  readonly spent = new Set<string>();
  /** How long a password takes. */
  hashingMilliseconds = 0;
  locale: Locale = 'en';
  role: SessionView['account']['role'] = null;
  /** Whether sessions are new enough for sensitive calls. */
  fresh = true;
  /** As what the person acts on which organization; operators and support may see the one of the examples. */
  readonly acting = new Map<string, ActingRole>();
  /** Since when a session must be stronger than those that there are (S14). */
  raised = false;
  /** What came of files with members, in bytes. */
  received = 0;
  /** How far the import of the examples is. */
  memberImport: MemberImportView = memberImportView.parse(importExamples.import['under way']);
  /** How many rows of it were not taken. */
  importErrors = 1;
  importUsername = 'kim park';
  /** The version of the terms that stands between the last factor and the session. */
  terms: string | undefined;

  constructor(trusted: TrustedKeys) {
    super('identity', trusted);
    this.server.post<{ Body: RegisterAccountRequest }>('/internal/accounts', async ({ body }, reply) => {
      if (body.username === 'taken') return refuse(reply, 'account.username_taken');
      const { username, email } = body;
      return reply.status(201).send({ id: randomUUID(), username, email, createdAt: new Date().toISOString() });
    });
    this.answerAboutPasswords();
    this.answerAboutSessions();
    answerAboutAccounts(this);
    answerAboutLinks(this);
    answerAboutApplications(this);
    answerAboutOrganizations(this);
    answerAboutMemberImports(this);
  }

  /** For calls about the person of a session. */
  async forSession<Reply>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (session: SessionView) => Reply | Promise<Reply>,
  ): Promise<Reply | FastifyReply> {
    const session = this.sessions.get(sessionTokenOf(request));
    if (!session) return refuse(reply, 'session.required');
    if (this.raised && !/(?:subject-tokens|members\/me)$/.test(request.url))
      return refuse(reply, 'session.step_up_required', { required: { aal: 'aal2', maxAgeSeconds: 300 } });
    return work(session);
  }

  /** For those of them that are sensitive (S11). */
  forFreshSession<Reply>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (session: SessionView) => Reply | Promise<Reply>,
  ): Promise<Reply | FastifyReply> {
    return this.forSession<Reply | FastifyReply>(request, reply, (session) =>
      this.fresh
        ? work(session)
        : refuse(reply, 'session.step_up_required', { required: { aal: 'aal2', maxAgeSeconds: 300 } }),
    );
  }

  openSession(): { token: string; session: SessionView } {
    const token = randomBytes(32).toString('base64url');
    const session: SessionView = {
      id: randomUUID(),
      account: {
        id: this.accountId,
        username: 'robin',
        email: 'robin@example.org',
        locale: this.locale,
        role: this.role,
      },
      application: null,
      aal: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      authenticatedAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    this.sessions.set(token, session);
    return { token, session };
  }

  private answerAboutPasswords(): void {
    this.server.post<{ Body: AuthenticateRequest }>('/internal/authentications', async ({ body }, reply) => {
      await new Promise((resolve) => setTimeout(resolve, this.hashingMilliseconds));
      const { application, redirectTo } = body;
      if (application !== null && application !== 'parcel-desk') return refuse(reply, 'application.unknown');
      if (redirectTo && redirectTo !== 'https://parcel-desk.example/home')
        return refuse(reply, 'application.redirect_refused');
      if (body.identifier !== 'robin' || body.password !== this.password) return refuse(reply, 'sign_in.rejected');
      return { subjectToken: `subject-sign-in-${application ?? ''}` };
    });
    this.server.post<{ Body: { passkeyToken: string; application: string | null } }>(
      '/internal/authentications/passkey',
      async ({ body }, reply) => {
        if (body.application === 'mail-watch') return refuse(reply, 'passkey.not_offered');
        return body.passkeyToken === 'passkey-token'
          ? { subjectToken: 'subject-passkey' }
          : refuse(reply, 'passkey.rejected');
      },
    );
    this.server.post<{ Body: { confirmationToken: string; password: string } }>(
      '/internal/password-confirmations',
      async ({ body }, reply) =>
        body.confirmationToken.startsWith('confirmation-') && body.password === this.password
          ? { subjectToken: 'subject-confirmed' }
          : refuse(reply, 'account.password_rejected'),
    );
    this.server.post<{ Body: { assuranceToken: string; password: string } }>(
      '/internal/password-resets',
      async ({ body }, reply) => {
        if (!body.assuranceToken.startsWith('assurance-recovery-')) return refuse(reply, 'assurance.refused');
        if (body.password === 'password')
          return refuse(reply, 'account.password_refused', {
            errors: [{ field: 'password', reason: 'common', message: 'Many people use it.' }],
          });
        this.sessions.clear();
        return reply.status(204).send();
      },
    );
  }

  private answerAboutSessions(): void {
    this.server.post<{ Body: IssueSessionRequest }>('/internal/sessions', async ({ body }, reply) => {
      const { assuranceToken, terms } = body;
      if (!/^assurance-(?!recovery)/.test(assuranceToken)) return refuse(reply, 'assurance.refused');
      if (this.spent.has(assuranceToken)) return refuse(reply, 'assurance.spent');
      if (this.terms !== undefined && terms?.accepted === false) {
        this.spent.add(assuranceToken);
        return refuse(reply, 'terms.declined');
      }
      if (this.terms !== undefined && terms?.version !== this.terms) {
        const step = {
          kind: 'accept-terms',
          application: 'parcel-desk',
          version: this.terms,
          title: 'T',
          text: 'X',
        } as const;
        return { outcome: 'terms-required', step } satisfies SessionIssue;
      }
      this.spent.add(assuranceToken);
      // What steps a session up ends it.
      if (!assuranceToken.startsWith('assurance-sign-in-')) this.sessions.clear();
      return reply.status(201).send({ outcome: 'issued', ...this.openSession() } satisfies SessionIssue);
    });
    const current = '/internal/sessions/current';
    this.server.get(current, (request, reply) => this.forSession(request, reply, (session) => session));
    this.server.delete(current, async (request, reply) => {
      if (!this.sessions.delete(sessionTokenOf(request))) return refuse(reply, 'session.required');
      return reply.status(204).send();
    });
    this.server.post<{ Body: SessionSubjectRequest }>(`${current}/subject-tokens`, (request, reply) => {
      const { body } = request;
      const answer = () => {
        if (body.purpose !== 'account' && body.application === 'nowhere') return refuse(reply, 'application.unknown');
        const satisfied = body.purpose === 'step-up' && body.maxAgeSeconds === 86_400;
        return { subjectToken: `subject-${body.purpose}${satisfied ? '-satisfied' : ''}` };
      };
      return body.purpose === 'manage-factors'
        ? this.forFreshSession(request, reply, answer)
        : this.forSession(request, reply, answer);
    });
  }
}
