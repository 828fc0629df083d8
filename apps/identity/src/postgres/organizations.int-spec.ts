import { auditEntry, RetireAuditEntries, SealAudit, type Account } from '@postern/identity-domain';
import {
  invitationsContract,
  membersContract,
  membershipsContract,
  organizationsContract,
  withOrganizations,
  type OrganizationStores,
} from '@postern/identity-domain/testing';
import { secondsAfter } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import { createOrm, Database, Outbox, Sealer } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacAuditMacs } from '../crypto/hmac-audit-macs.js';
import { HmacLinkTokens } from '../links/hmac-link-tokens.js';
import { InvitationMail } from '../messages/invitation-mail.js';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAuditChain } from './pg-audit-chain.js';
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
  let database: Database;
  let stores: OrganizationStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    database = new Database(testDatabase.url);
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

  it('knows when a member signed in last, also where the audit record tells it no more', async () => {
    const { person, organization, join, members } = withOrganizations(stores);
    const [silent, busy] = [await person(), await person()];
    const { id } = await organization();
    for (const account of [silent, busy]) await join(id, account);
    const [then, now] = [new Date('2024-05-01T09:00:00Z'), new Date('2026-05-01T09:00:00Z')];
    const signIn = (account: Account, at: Date) =>
      stores.audit.append(auditEntry({ kind: 'session.issued', accountId: account.id, at }));
    for (const account of [silent, busy]) for (const at of [secondsAfter(then, -60), then]) await signIn(account, at);
    const chain = new PgAuditChain(database);
    const macs = new HmacAuditMacs(testKeyring());
    await new SealAudit(chain, macs, new FixedClock(then)).execute();
    await signIn(busy, now);
    await new RetireAuditEntries(chain, macs, new FixedClock(now), 400).execute();
    const last = async (account: Account) => (await members.get(id, account.id))?.lastSignInAt;
    expect([await last(silent), await last(busy)]).toEqual([then, now]);
    expect(await stores.audit.ofAccount(silent.id, 10)).toEqual([]);
  });

  describe('PgOrganizations', () => organizationsContract(() => stores));
  describe('PgMemberships', () => membershipsContract(() => stores));
  describe('PgMembers', () => membersContract(() => stores));
  describe('PgInvitations', () => invitationsContract(() => stores));
});
