import { memberImportsContract, type MemberImportStores } from '@postern/identity-domain/testing';
import { createOrm, Database, Inbox, Outbox, Sealer } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacLinkTokens } from '../links/hmac-link-tokens.js';
import { InvitationMail } from '../messages/invitation-mail.js';
import { MemberMail } from '../messages/member-mail.js';
import { MikroAccounts } from '../postgres/mikro-accounts.js';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';
import { PgCredentials } from '../postgres/pg-credentials.js';
import { PgInvitations } from '../postgres/pg-invitations.js';
import { PgMembers } from '../postgres/pg-members.js';
import { PgMemberships } from '../postgres/pg-memberships.js';
import { PgOrganizations } from '../postgres/pg-organizations.js';
import { PgSessions } from '../postgres/pg-sessions.js';
import { identitySchema } from '../postgres/schema.js';
import { PgDecisions } from './pg-decisions.js';
import { PgMemberImportReports } from './pg-member-import-reports.js';
import { PgMemberImports } from './pg-member-imports.js';

describe('Member imports on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let stores: MemberImportStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    const database = new Database(testDatabase.url);
    const orm = createOrm(testDatabase.url, identitySchema);
    const outbox = new Outbox('identity', { wake: () => undefined } as never);
    const links = new HmacLinkTokens(testKeyring());
    const mail = new InvitationMail(links, new Sealer(testKeyring()), 'https://sign-in.example.test');
    const decisions = new PgDecisions(outbox, mail, new MemberMail('https://sign-in.example.test'));
    stores = {
      accounts: new MikroAccounts(orm),
      credentials: new PgCredentials(database),
      audit: new PgAuditRecord(database),
      sessions: new PgSessions(database),
      organizations: new PgOrganizations(database),
      memberships: new PgMemberships(database),
      members: new PgMembers(database),
      invitations: new PgInvitations(database, outbox, mail),
      imports: new PgMemberImports(database, new Inbox('identity'), outbox, decisions),
      reports: new PgMemberImportReports(database),
      importMessages: async () =>
        (
          await database.query<{ body: { importId: string; fromRow: number } }>(
            'left',
            `select body from identity.outbox where name = 'import-members' order by seq`,
          )
        ).map(({ body }) => body),
    };
    close = () => Promise.all([database.onApplicationShutdown(), orm.close()]);
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  memberImportsContract(() => stores);
});
