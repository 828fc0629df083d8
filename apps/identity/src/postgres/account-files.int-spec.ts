import {
  accountFilesContract,
  anAccount,
  expiredRecordsContract,
  type ExpiredRecordStores,
} from '@postern/identity-domain/testing';
import { newId, secondsAfter, SystemClock, type AccountId } from '@postern/kernel';
import { createOrm, Database, Inbox, Outbox, Sealer } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
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
  let database: Database;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    testDatabase = await createMigratedDatabase(identitySchema);
    database = new Database(testDatabase.url);
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

  it('keeps accounts that nobody used yet while they are members, and not for ever after that', async () => {
    const account = anAccount();
    await stores.accounts.add(account);
    const organizationId = newId();
    await database.query(
      'joined',
      `with organization as (
         insert into identity.organization (id, name, created_at, version) values ($1, 'Acme', now(), 1) returning id
       ) insert into identity.membership (organization_id, account_id, role, joined_at)
         select id, $2, 'member', now() from organization`,
      [organizationId, account.id],
    );
    const tomorrow = secondsAfter(new Date(), 86_400);
    const there = async () => (await stores.accounts.get(account.id)) !== undefined;
    await stores.records.removeUnusedAccounts(tomorrow, tomorrow);
    expect(await there()).toBe(true);
    await database.query('left', 'delete from identity.membership where account_id = $1', [account.id]);
    await stores.records.removeUnusedAccounts(tomorrow, tomorrow);
    expect(await there()).toBe(false);
  });

  it('removes invitations by the time at which they expired, whatever became of them', async () => {
    const now = new Date();
    await database.query(
      'invited',
      `with organization as (
         insert into identity.organization (id, name, created_at, version) values ($1, 'Acme', now(), 1) returning id
       ) insert into identity.invitation (id, organization_id, email, email_key, role, invited_by, created_at, expires_at,
           accepted_at, revoked_at)
         select gen_random_uuid(), id, state || age, state || age, 'member', 'ann', $2, $2::timestamptz + age * interval '1 minute',
           case state when 'accepted' then $2::timestamptz end, case state when 'revoked' then $2::timestamptz end
         from organization, unnest(array['open', 'accepted', 'revoked']) state, unnest(array[-1, 1]) age`,
      [newId(), now],
    );
    await stores.records.removeLinks(now);
    const left = await database.query('still there', 'select email from identity.invitation where expires_at > $1', [
      now,
    ]);
    expect(left).toHaveLength(3);
    expect(await database.query('gone', 'select from identity.invitation where expires_at <= $1', [now])).toEqual([]);
  });
});
