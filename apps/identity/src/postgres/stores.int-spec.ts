import {
  accountSessionsContract,
  accountsContract,
  accountStatesContract,
  anAccount,
  applicationsContract,
  knownDevicesContract,
  noon,
  sessionsContract,
  spentTokensContract,
  termsAgreementsContract,
  type AccountSessionStores,
  type AccountStateStores,
  type ApplicationStores,
} from '@postern/identity-domain/testing';
import { createOrm, Database } from '@postern/platform';
import { createMigratedDatabase, type TestDatabase } from '@postern/platform/testing';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAccountSessions } from './pg-account-sessions.js';
import { PgAccountStates } from './pg-account-states.js';
import { PgApplications } from './pg-applications.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { PgCredentials } from './pg-credentials.js';
import { PgKnownDevices } from './pg-known-devices.js';
import { PgSessions } from './pg-sessions.js';
import { PgSpentTokens } from './pg-spent-tokens.js';
import { PgTermsAgreements } from './pg-terms-agreements.js';
import { identitySchema } from './schema.js';

describe('The stores on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let stores: AccountSessionStores & AccountStateStores & ApplicationStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    const database = new Database(testDatabase.url);
    const orm = createOrm(testDatabase.url, identitySchema);
    stores = {
      accounts: new MikroAccounts(orm),
      credentials: new PgCredentials(database),
      audit: new PgAuditRecord(database),
      sessions: new PgSessions(database),
      accountSessions: new PgAccountSessions(database),
      devices: new PgKnownDevices(database),
      spentTokens: new PgSpentTokens(database),
      states: new PgAccountStates(database),
      applications: new PgApplications(database),
      agreements: new PgTermsAgreements(database),
    };
    close = () => Promise.all([database.onApplicationShutdown(), orm.close()]);
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  describe('MikroAccounts and PgCredentials', () => {
    accountsContract(() => stores);

    it('lost update: of two changes to one reading of an account the second fails', async () => {
      const { accounts } = stores;
      const account = anAccount();
      await accounts.add(account);
      const [one, other] = [await accounts.get(account.id), await accounts.get(account.id)];
      one?.disable();
      other?.verifyEmail(account.email, noon);
      await accounts.save(one!);
      await expect(accounts.save(other!)).rejects.toThrow(/lock/i);
    });
  });
  describe('PgAccountStates', () => accountStatesContract(() => stores));
  describe('PgSessions', () => sessionsContract(() => stores));
  describe('PgAccountSessions', () => accountSessionsContract(() => stores));
  describe('PgKnownDevices', () => knownDevicesContract(() => stores));
  describe('PgSpentTokens', () => spentTokensContract(() => stores.spentTokens));
  describe('PgApplications', () => applicationsContract(() => stores));
  describe('PgTermsAgreements', () => termsAgreementsContract(() => stores));
});
