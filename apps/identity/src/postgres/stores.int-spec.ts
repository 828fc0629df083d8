import {
  accountsContract,
  anAccount,
  noon,
  sessionsContract,
  type SessionStores,
} from '@postern/identity-domain/testing';
import { createOrm, Database, migrate } from '@postern/platform';
import { createTestDatabase, type TestDatabase } from '@postern/platform/testing';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { PgCredentials } from './pg-credentials.js';
import { PgSessions } from './pg-sessions.js';
import { identitySchema } from './schema.js';

describe('The stores on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let stores: SessionStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrate(testDatabase.url, identitySchema);
    const database = new Database(testDatabase.url);
    const orm = createOrm(testDatabase.url, identitySchema);
    stores = {
      accounts: new MikroAccounts(orm),
      credentials: new PgCredentials(database),
      audit: new PgAuditRecord(database),
      sessions: new PgSessions(database),
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
  describe('PgSessions', () => sessionsContract(() => stores));
});
