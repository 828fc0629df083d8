import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';
import { InMemoryInvitations } from './in-memory-invitations.js';
import { InMemoryMemberImportReports, InMemoryMemberImports } from './in-memory-member-imports.js';
import { InMemoryMembers, InMemoryMemberships, InMemoryOrganizations } from './in-memory-organizations.js';
import { InMemorySessions } from './in-memory-sessions.js';
import { memberImportsContract, type MemberImportStores } from './member-imports.contract.js';

const makeStores = (): MemberImportStores => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const sessions = new InMemorySessions(credentials, audit);
  const organizations = new InMemoryOrganizations(accounts, audit);
  organizations.reach(sessions, credentials);
  const invitations = new InMemoryInvitations(organizations);
  const imports = new InMemoryMemberImports(organizations, invitations);
  return {
    ...{ audit, accounts, credentials, sessions, organizations, invitations, imports },
    memberships: new InMemoryMemberships(organizations),
    members: new InMemoryMembers(organizations),
    reports: new InMemoryMemberImportReports(imports),
    importMessages: async () => imports.messages,
  };
};

describe('InMemoryMemberImports', () => {
  let stores: MemberImportStores;
  beforeEach(() => {
    stores = makeStores();
  });
  memberImportsContract(() => stores);
});
