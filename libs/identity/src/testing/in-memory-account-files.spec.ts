import { accountFilesContract } from './account-files.contract.js';
import { InMemoryAccountFiles } from './in-memory-account-files.js';
import { expiredRecordsContract } from './expired-records.contract.js';
import { InMemoryExpiredRecords } from './in-memory-expired-records.js';
import { linkTokensContract } from './link-tokens.contract.js';
import { PlainLinkTokens } from './plain-link-tokens.js';
import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';

describe('InMemoryAccountFiles and InMemoryExpiredRecords', () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const files = new InMemoryAccountFiles(accounts, audit);
  const records = new InMemoryExpiredRecords(accounts, files, audit);
  accountFilesContract(() => ({ audit, accounts, credentials, files }));
  expiredRecordsContract(() => ({
    audit,
    accounts,
    credentials,
    files,
    records,
    forgotten: async () => records.forgotten,
  }));
});

describe('PlainLinkTokens', () => linkTokensContract(() => new PlainLinkTokens()));
