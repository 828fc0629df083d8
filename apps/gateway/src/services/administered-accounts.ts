import type { AdministeredAccount, Authenticated } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { SessionCall } from './calls.js';

const accounts = '/internal/admin/accounts';

/** Other people's accounts, for operators and support. Identity decides who may do what. */
export class AdministeredAccounts {
  constructor(private readonly http: ServiceClient) {}

  find(identifier: string, call: SessionCall): Promise<{ accounts: AdministeredAccount[] }> {
    const query = new URLSearchParams({ identifier });
    return this.http.call({ ...call, method: 'GET', path: `${accounts}?${query.toString()}` });
  }

  show(id: string, call: SessionCall): Promise<AdministeredAccount> {
    return this.http.call({ ...call, method: 'GET', path: `${accounts}/${id}` });
  }

  async disable(id: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'POST', path: `${accounts}/${id}/disablement`, body: {} });
  }

  async enable(id: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${accounts}/${id}/disablement` });
  }

  async endSessions(id: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${accounts}/${id}/sessions` });
  }

  /** Identity's word to mfa about somebody whom the help desk acts for. */
  subjectOf(id: string, call: SessionCall): Promise<Authenticated> {
    const body = { purpose: 'factor-reset' };
    return this.http.call({ ...call, method: 'POST', path: `${accounts}/${id}/subject-tokens`, body });
  }
}
