import {
  accountFilesContract,
  expiredRecordsContract,
  type ExpiredRecordStores,
} from '@postern/identity-domain/testing';
import { SystemClock, type AccountId } from '@postern/kernel';
import { createOrm, Database, Inbox, migrate, Outbox, Sealer } from '@postern/platform';
import { createTestDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { HmacLinkTokens } from '../links/hmac-link-tokens.js';
import { AccountMail } from '../messages/account-mail.js';
import { MikroAccountFiles } from './mikro-account-files.js';
import { MikroAccounts } from './mikro-accounts.js';
import { PgAuditRecord } from './pg-audit-record.js';
import { PgCredentials } from './pg-credentials.js';
import { PgExpiredRecords } from './pg-expired-records.js';
import { identitySchema } from './schema.js';

describe('MikroAccountFiles and PgExpiredRecords', () => {
  let testDatabase: TestDatabase;
  let stores: ExpiredRecordStores;
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
      records: new PgExpiredRecords(database, outbox),
      forgotten: async () => {
        const told = `select body ->> 'accountId' as id from identity.outbox where queue = 'mfa' and name = 'account.deleted'`;
        return (await database.query<{ id: AccountId }>('told', told)).map(({ id }) => id);
      },
    };
    close = () => Promise.all([database.onApplicationShutdown(), orm.close()]);
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  accountFilesContract(() => stores);
  expiredRecordsContract(() => stores);
});
