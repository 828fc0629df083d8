import type {
  Authenticated,
  AuthenticateRequest,
  IssuedSession,
  RegisterAccountRequest,
  RegisteredAccount,
  SessionView,
} from '@postern/contracts';
import { Problem, ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';

/** The identity service. Every call throws its Problem, or `service.unavailable` while it cannot be reached. */
export class Identity {
  constructor(private readonly http: ServiceClient) {}

  register(account: RegisterAccountRequest, client: Client): Promise<RegisteredAccount> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/accounts', body: account });
  }

  authenticate(attempt: AuthenticateRequest, client: Client): Promise<Authenticated> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/authentications', body: attempt });
  }

  /** @returns undefined when the assurance token has bought its session already. */
  async issueSession(assuranceToken: string, client: Client): Promise<IssuedSession | undefined> {
    try {
      return await this.http.call({ ...client, method: 'POST', path: '/internal/sessions', body: { assuranceToken } });
    } catch (error) {
      if (error instanceof Problem && error.code === 'assurance.spent') return undefined;
      throw error;
    }
  }

  session(sessionToken: string, client: Client): Promise<SessionView> {
    return this.http.call({ ...client, method: 'GET', path: '/internal/sessions/current', sessionToken });
  }

  /** A session that is not there (any more) counts as ended. */
  async endSession(sessionToken: string, client: Client): Promise<void> {
    try {
      await this.http.call({ ...client, method: 'DELETE', path: '/internal/sessions/current', sessionToken });
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
