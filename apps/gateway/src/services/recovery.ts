import type { Authenticated, ForgotPasswordRequest, NoticeView } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';

/** Ways back into an account, and out of what somebody else did with it. Nobody is signed in here yet. */
export class Recovery {
  constructor(private readonly http: ServiceClient) {}

  /** Says nothing about whether there is such an account (S20). */
  async sendUsername(request: { email: string }, client: Client): Promise<void> {
    await this.http.call({ ...client, method: 'POST', path: '/internal/recovery/username', body: request });
  }

  async sendPasswordReset(request: ForgotPasswordRequest, client: Client): Promise<void> {
    await this.http.call({ ...client, method: 'POST', path: '/internal/recovery/password', body: request });
  }

  /** @throws Problem `link.unknown`, `link.spent` or `link.expired`. */
  openResetLink(token: string, client: Client): Promise<Authenticated> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/recovery/password/links', body: { token } });
  }

  /** @throws Problem `link.unknown`, `link.spent` or `link.expired`. */
  notice(token: string, client: Client): Promise<NoticeView> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/notices', body: { token } });
  }

  /** @throws Problem `link.unknown`, `link.spent` or `link.expired`. */
  disavow(token: string, client: Client): Promise<NoticeView> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/notices/disavowals', body: { token } });
  }
}
