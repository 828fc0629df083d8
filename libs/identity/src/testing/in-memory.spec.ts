import { accountsContract } from './accounts.contract.js';
import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';
import { InMemorySessions } from './in-memory-sessions.js';
import { passwordHasherContract } from './password-hasher.contract.js';
import { CountingHasher } from './passwords.js';
import { sessionsContract } from './sessions.contract.js';

const stores = () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  return { audit, accounts, credentials, sessions: new InMemorySessions(credentials, audit) };
};

describe('InMemoryAccounts and InMemoryCredentials', () => accountsContract(stores));
describe('InMemorySessions', () => sessionsContract(stores));
describe('CountingHasher', () => passwordHasherContract(() => new CountingHasher()));
