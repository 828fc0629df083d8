import type {
  MemberImportErrors,
  MemberImportList,
  MemberImportView,
  MemberPage,
  MembersQuery,
  MemberView,
  OrganizationRole,
  PageQuery,
} from '@postern/contracts';
import type { Readable } from 'node:stream';
import { ServiceClient } from '@postern/platform';
import { withQuery, type SessionCall } from './calls.js';

const membersOf = (id: string): string => `/internal/organizations/${id}/members`;
const importsOf = (id: string): string => `/internal/organizations/${id}/member-imports`;

/** Who belongs to an organization. Throws Problem `organization.not_found` and `member.not_found`. */
export class Members {
  constructor(private readonly http: ServiceClient) {}

  find(id: string, query: MembersQuery, call: SessionCall): Promise<MemberPage> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(membersOf(id), query) });
  }

  show(id: string, accountId: string, call: SessionCall): Promise<MemberView> {
    return this.http.call({ ...call, method: 'GET', path: `${membersOf(id)}/${accountId}` });
  }

  /** @throws Problem `organization.last_administrator`. */
  change(id: string, accountId: string, role: OrganizationRole, call: SessionCall): Promise<MemberView> {
    return this.http.call({ ...call, method: 'PUT', path: `${membersOf(id)}/${accountId}`, body: { role } });
  }

  /** @param accountId of a member, or `me` to leave. Throws `organization.last_administrator`. */
  async remove(id: string, accountId: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${membersOf(id)}/${accountId}` });
  }

  /** @throws Problem `member.protected`. */
  async endSessions(id: string, accountId: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${membersOf(id)}/${accountId}/sessions` });
  }

  /** Sends the member the mail with which they choose a new password themselves. Throws `member.protected`. */
  async sendPasswordReset(id: string, accountId: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'POST', path: `${membersOf(id)}/${accountId}/password-reset`, body: {} });
  }
}

/** Members from files. Throws Problem `organization.not_found` and `import.not_found`. */
export class MemberImports {
  constructor(private readonly http: ServiceClient) {}

  /** @throws Problem `import.unreadable`, `import.too_large`, `import.running`, or what the file's stream fails with. */
  begin(id: string, dryRun: 'true' | 'false', content: Readable, call: SessionCall): Promise<MemberImportView> {
    const path = withQuery(importsOf(id), { dryRun });
    return this.http.call({ ...call, method: 'POST', path, file: { contentType: 'text/csv', content } });
  }

  list(id: string, call: SessionCall): Promise<MemberImportList> {
    return this.http.call({ ...call, method: 'GET', path: importsOf(id) });
  }

  show(id: string, importId: string, call: SessionCall): Promise<MemberImportView> {
    return this.http.call({ ...call, method: 'GET', path: `${importsOf(id)}/${importId}` });
  }

  /** By row. */
  errors(id: string, importId: string, page: PageQuery, call: SessionCall): Promise<MemberImportErrors> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(`${importsOf(id)}/${importId}/errors`, page) });
  }
}
