import type {
  ActivityQuery,
  AdministrationToken,
  AdministrationTokenRequest,
  Authenticated,
  CreateOrganizationRequest,
  InvitationPage,
  InvitationView,
  InviteRequest,
  OpenedInvitation,
  OrganizationActivityPage,
  OrganizationApplications,
  OrganizationList,
  OrganizationPage,
  OrganizationsQuery,
  OrganizationView,
  PageQuery,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import { withQuery, type SessionCall } from './calls.js';

const organizations = '/internal/organizations';

/**
 * Organizations, as far as identity keeps them. It decides with every call who may do what: to whoever may not there is no such
 * organization. What changes something throws Problem `session.step_up_required` for a session that is not fresh (S11).
 */
export class Organizations {
  constructor(private readonly http: ServiceClient) {}

  list(call: SessionCall): Promise<OrganizationList> {
    return this.http.call({ ...call, method: 'GET', path: organizations });
  }

  /** All of the installation, for operators and support. */
  find(query: OrganizationsQuery, call: SessionCall): Promise<OrganizationPage> {
    return this.http.call({ ...call, method: 'GET', path: withQuery('/internal/admin/organizations', query) });
  }

  create(organization: CreateOrganizationRequest, call: SessionCall): Promise<OrganizationView> {
    return this.http.call({ ...call, method: 'POST', path: organizations, body: organization });
  }

  show(id: string, call: SessionCall): Promise<OrganizationView> {
    return this.http.call({ ...call, method: 'GET', path: `${organizations}/${id}` });
  }

  rename(id: string, change: { name: string }, call: SessionCall): Promise<OrganizationView> {
    return this.http.call({ ...call, method: 'PATCH', path: `${organizations}/${id}`, body: change });
  }

  applications(id: string, call: SessionCall): Promise<OrganizationApplications> {
    return this.http.call({ ...call, method: 'GET', path: `${organizations}/${id}/applications` });
  }

  activity(id: string, page: ActivityQuery, call: SessionCall): Promise<OrganizationActivityPage> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(`${organizations}/${id}/activity`, page) });
  }

  /** Identity's word to mfa about whoever acts on an organization: for one call, and never kept. */
  administrationToken(
    id: string,
    request: AdministrationTokenRequest,
    call: SessionCall,
  ): Promise<AdministrationToken> {
    return this.http.call({
      ...call,
      method: 'POST',
      path: `${organizations}/${id}/administration-tokens`,
      body: request,
    });
  }

  /** Identity's word to mfa about a member whom the help desk acts for. */
  subjectOf(id: string, accountId: string, call: SessionCall): Promise<Authenticated> {
    const path = `${organizations}/${id}/members/${accountId}/subject-tokens`;
    return this.http.call({ ...call, method: 'POST', path, body: { purpose: 'factor-reset' } });
  }
}

/** How people come into an organization who have to be asked. */
export class Invitations {
  constructor(private readonly http: ServiceClient) {}

  list(id: string, page: PageQuery, call: SessionCall): Promise<InvitationPage> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(`${organizations}/${id}/invitations`, page) });
  }

  create(id: string, invitation: InviteRequest, call: SessionCall): Promise<InvitationView> {
    return this.http.call({ ...call, method: 'POST', path: `${organizations}/${id}/invitations`, body: invitation });
  }

  async revoke(id: string, invitationId: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${organizations}/${id}/invitations/${invitationId}` });
  }

  /** @throws Problem `link.unknown`, `link.spent` or `link.expired`. */
  open(token: string, client: Client): Promise<OpenedInvitation> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/invitations', body: { token } });
  }

  /** The person of the session becomes a member. Throws as `open` does, and `member.exists`. */
  accept(token: string, call: SessionCall): Promise<OrganizationView> {
    return this.http.call({ ...call, method: 'POST', path: '/internal/invitations/acceptances', body: { token } });
  }
}
