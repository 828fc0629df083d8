import {
  invitationsContract,
  membersContract,
  membershipsContract,
  organizationsContract,
  type OrganizationStores,
} from '@postern/identity-domain/testing';
import { createOrm, Database, Outbox, Sealer } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacLinkTokens } from '../links/hmac-link-tokens.js';
import { InvitationMail } from '../messages/invitation-mail.js';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { PgCredentials } from './pg-credentials.js';
import { PgInvitations } from './pg-invitations.js';
import { PgMembers } from './pg-members.js';
import { PgMemberships } from './pg-memberships.js';
import { PgOrganizations } from './pg-organizations.js';
import { PgSessions } from './pg-sessions.js';
import { identitySchema } from './schema.js';

describe('Organizations on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let stores: OrganizationStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    const database = new Database(testDatabase.url);
    const orm = createOrm(testDatabase.url, identitySchema);
    const outbox = new Outbox('identity', { wake: () => undefined } as never);
    const mail = new InvitationMail(
      new HmacLinkTokens(testKeyring()),
      new Sealer(testKeyring()),
      'https://sign-in.example.test',
    );
    stores = {
      accounts: new MikroAccounts(orm),
      credentials: new PgCredentials(database),
      audit: new PgAuditRecord(database),
      sessions: new PgSessions(database),
      organizations: new PgOrganizations(database),
      memberships: new PgMemberships(database),
      members: new PgMembers(database),
      invitations: new PgInvitations(database, outbox, mail),
    };
    close = () => Promise.all([database.onApplicationShutdown(), orm.close()]);
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  describe('PgOrganizations', () => organizationsContract(() => stores));
  describe('PgMemberships', () => membershipsContract(() => stores));
  describe('PgMembers', () => membersContract(() => stores));
  describe('PgInvitations', () => invitationsContract(() => stores));
});
