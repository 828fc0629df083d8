import { accountFilesContract } from './account-files.contract.js';
import { InMemoryAccountFiles } from './in-memory-account-files.js';
import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';

describe('InMemoryAccountFiles', () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const files = new InMemoryAccountFiles(accounts, audit);
  accountFilesContract(() => ({ audit, accounts, credentials, files }));
});
