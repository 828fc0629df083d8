import type {
  AccountClosure,
  AccountView,
  ActivityPage,
  ActivityQuery,
  ChangeProfileRequest,
  ClosedAccount,
  ConfirmedEmail,
  IssuedSession,
  RequestedEmailChange,
  SessionList,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import type { SessionCall } from './calls.js';

const account = '/internal/account';
const sessions = '/internal/sessions';

/** What identity keeps for the person of a session. Sensitive calls throw Problem `session.step_up_required` (S11). */
export class OwnAccount {
  constructor(private readonly http: ServiceClient) {}

  read(call: SessionCall): Promise<AccountView> {
    return this.http.call({ ...call, method: 'GET', path: account });
  }

  change(profile: ChangeProfileRequest, call: SessionCall): Promise<AccountView> {
    return this.http.call({ ...call, method: 'PATCH', path: account, body: profile });
  }

  changePhone(change: { phone: string | null }, call: SessionCall): Promise<AccountView> {
    return this.http.call({ ...call, method: 'PUT', path: `${account}/phone`, body: change });
  }

  /** All sessions end, this one too: another takes its place. */
  changePassword(change: { currentPassword: string; password: string }, call: SessionCall): Promise<IssuedSession> {
    return this.http.call({ ...call, method: 'PUT', path: `${account}/password`, body: change });
  }

  requestEmailChange(change: { email: string }, call: SessionCall): Promise<RequestedEmailChange> {
    return this.http.call({ ...call, method: 'POST', path: `${account}/email`, body: change });
  }

  /** With the token from the link that went to the new address. */
  confirmEmailChange(token: string, client: Client): Promise<ConfirmedEmail> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/email-changes', body: { token } });
  }

  sessions(call: SessionCall): Promise<SessionList> {
    return this.http.call({ ...call, method: 'GET', path: sessions });
  }

  async endSession(id: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${sessions}/${id}` });
  }

  async endOtherSessions(call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: sessions });
  }

  activity({ cursor, limit, topic }: ActivityQuery, call: SessionCall): Promise<ActivityPage> {
    const query = new URLSearchParams({
      limit: String(limit),
      ...(cursor === undefined ? {} : { cursor }),
      ...(topic === undefined ? {} : { topic }),
    });
    return this.http.call({ ...call, method: 'GET', path: `${account}/activity?${query.toString()}` });
  }

  export(call: SessionCall): Promise<Record<string, unknown>> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/export` });
  }

  closure(call: SessionCall): Promise<AccountClosure> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/closure` });
  }

  close(call: SessionCall): Promise<ClosedAccount> {
    return this.http.call({ ...call, method: 'POST', path: `${account}/closure`, body: {} });
  }
}
