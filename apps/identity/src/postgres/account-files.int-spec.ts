import { accountFilesContract, type AccountFileStores } from '@postern/identity-domain/testing';
import { SystemClock } from '@postern/kernel';
import { createOrm, Database, Inbox, migrate, Outbox, Sealer } from '@postern/platform';
import { createTestDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacLinkTokens } from '../links/hmac-link-tokens.js';
import { AccountMail } from '../messages/account-mail.js';
import { MikroAccountFiles } from './mikro-account-files.js';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { PgCredentials } from './pg-credentials.js';
import { identitySchema } from './schema.js';

describe('MikroAccountFiles', () => {
  let testDatabase: TestDatabase;
  let stores: AccountFileStores;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await migrate(testDatabase.url, identitySchema);
    const database = new Database(testDatabase.url);
    const orm = createOrm(testDatabase.url, identitySchema);
    const outbox = new Outbox('identity', { wake: () => undefined } as never);
    const mail = new AccountMail(
      new HmacLinkTokens(testKeyring()),
      new Sealer(testKeyring()),
      'https://sign-in.example.test',
    );
    stores = {
      accounts: new MikroAccounts(orm),
      credentials: new PgCredentials(database),
      audit: new PgAuditRecord(database),
      files: new MikroAccountFiles(orm, new Inbox('identity'), outbox, mail, new SystemClock()),
    };
    close = () => Promise.all([database.onApplicationShutdown(), orm.close()]);
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  accountFilesContract(() => stores);
});
