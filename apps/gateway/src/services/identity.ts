import type {
  Authenticated,
  AuthenticateByPasskeyRequest,
  AuthenticateRequest,
  IssueSessionRequest,
  RegisterAccountRequest,
  RegisteredAccount,
  SessionIssue,
  SessionSubjectRequest,
  SessionView,
} from '@postern/contracts';
import { Problem, ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import type { SessionCall } from './calls.js';

const current = '/internal/sessions/current';

/** What identity knows of who somebody is. Every call throws its Problem, or `service.unavailable` while it is away. */
export class Identity {
  constructor(private readonly http: ServiceClient) {}

  register(account: RegisterAccountRequest, client: Client): Promise<RegisteredAccount> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/accounts', body: account });
  }

  authenticate(attempt: AuthenticateRequest, client: Client): Promise<Authenticated> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/authentications', body: attempt });
  }

  authenticateByPasskey(attempt: AuthenticateByPasskeyRequest, client: Client): Promise<Authenticated> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/authentications/passkey', body: attempt });
  }

  /** The password again, in the middle of a step-up. */
  confirmPassword(
    confirmation: { confirmationToken: string; password: string },
    client: Client,
  ): Promise<Authenticated> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/password-confirmations', body: confirmation });
  }

  /** @returns undefined when the assurance token has bought its session already. */
  async issueSession(request: IssueSessionRequest, client: Client): Promise<SessionIssue | undefined> {
    try {
      return await this.http.call({ ...client, method: 'POST', path: '/internal/sessions', body: request });
    } catch (error) {
      if (error instanceof Problem && error.code === 'assurance.spent') return undefined;
      throw error;
    }
  }

  async resetPassword(reset: { assuranceToken: string; password: string }, client: Client): Promise<void> {
    await this.http.call({ ...client, method: 'POST', path: '/internal/password-resets', body: reset });
  }

  /** Identity's word to mfa about the person of a session. */
  subjectOf(request: SessionSubjectRequest, call: SessionCall): Promise<Authenticated> {
    return this.http.call({ ...call, method: 'POST', path: `${current}/subject-tokens`, body: request });
  }

  session(sessionToken: string, client: Client): Promise<SessionView> {
    return this.http.call({ ...client, method: 'GET', path: current, sessionToken });
  }

  /** A session that is not there (any more) counts as ended. */
  async endSession(sessionToken: string, client: Client): Promise<void> {
    try {
      await this.http.call({ ...client, method: 'DELETE', path: current, sessionToken });
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'session.required')) throw error;
    }
  }

  async ping(): Promise<void> {
    await this.http.call({ method: 'GET', path: '/health/live' });
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
