import { accountSessionsContract, knownDevicesContract, spentTokensContract } from './account-sessions.contract.js';
import { accountStatesContract } from './account-states.contract.js';
import { accountsContract } from './accounts.contract.js';
import { applicationsContract, termsAgreementsContract } from './applications.contract.js';
import { auditChainContract } from './audit-chain.contract.js';
import { InMemoryAccountStates } from './in-memory-account-states.js';
import { InMemoryAccounts, InMemoryCredentials } from './in-memory-accounts.js';
import { InMemoryApplications, InMemoryTermsAgreements } from './in-memory-applications.js';
import { InMemoryAuditChain } from './in-memory-audit-chain.js';
import { InMemoryAuditRecord } from './in-memory-audit-record.js';
import { InMemoryAccountSessions, InMemorySessions } from './in-memory-sessions.js';
import { InMemorySpentTokens } from './in-memory-spent-tokens.js';
import { passwordHasherContract } from './password-hasher.contract.js';
import { CountingHasher } from './passwords.js';
import { sessionsContract } from './sessions.contract.js';

const stores = () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const sessions = new InMemorySessions(credentials, audit);
  const applications = new InMemoryApplications(audit);
  return {
    audit,
    accounts,
    credentials,
    sessions,
    devices: sessions.devices,
    accountSessions: new InMemoryAccountSessions(sessions, audit),
    spentTokens: new InMemorySpentTokens(),
    states: new InMemoryAccountStates(accounts, audit),
    applications,
    agreements: new InMemoryTermsAgreements(applications, audit),
  };
};

const chained = async () => {
  const chain = new InMemoryAuditChain();
  const write = async (count: number) => {
    for (let written = 0; written < count; written++) {
      const id = String(chain.record.length + 1);
      chain.record.push({ id, text: `entry ${id}` });
    }
  };
  return { chain, write };
};

describe('InMemoryAccounts and InMemoryCredentials', () => accountsContract(stores));
describe('InMemoryAccountStates', () => accountStatesContract(stores));
describe('InMemorySessions', () => sessionsContract(stores));
describe('InMemoryAccountSessions', () => accountSessionsContract(stores));
describe('InMemoryKnownDevices', () => knownDevicesContract(stores));
describe('InMemorySpentTokens', () => spentTokensContract(() => new InMemorySpentTokens()));
describe('InMemoryApplications', () => applicationsContract(stores));
describe('InMemoryTermsAgreements', () => termsAgreementsContract(stores));
describe('InMemoryAuditChain', () => auditChainContract(chained));
describe('CountingHasher', () => passwordHasherContract(() => new CountingHasher()));
