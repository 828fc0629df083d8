import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';
import { InMemoryInvitations } from './in-memory-invitations.js';
import { InMemoryMembers, InMemoryMemberships, InMemoryOrganizations } from './in-memory-organizations.js';
import { InMemorySessions } from './in-memory-sessions.js';
import { invitationsContract } from './invitations.contract.js';
import {
  membersContract,
  membershipsContract,
  organizationsContract,
  type OrganizationStores,
} from './organizations.contract.js';

const stores = (): OrganizationStores => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const sessions = new InMemorySessions(credentials, audit);
  const organizations = new InMemoryOrganizations(accounts, audit);
  organizations.reach(sessions, credentials);
  return {
    ...{ audit, accounts, credentials, sessions, organizations },
    memberships: new InMemoryMemberships(organizations),
    members: new InMemoryMembers(organizations),
    invitations: new InMemoryInvitations(organizations),
  };
};

describe('InMemoryOrganizations', () => organizationsContract(stores));
describe('InMemoryMemberships', () => membershipsContract(stores));
describe('InMemoryMembers', () => membersContract(stores));
describe('InMemoryInvitations', () => invitationsContract(stores));
