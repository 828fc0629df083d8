import { newId, type AccountId } from '@postern/kernel';
import { anAccount, noon } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { MarkEmailVerified } from './mark-email-verified.js';

describe('MarkEmailVerified', () => {
  const given = async () => {
    const accounts = new InMemoryAccounts(new InMemoryAuditRecord());
    const account = anAccount();
    await accounts.add(account);
    return { account, credentials: new InMemoryCredentials(accounts), mark: new MarkEmailVerified(accounts) };
  };

  it("marks the account's own address", async () => {
    const { account, credentials, mark } = await given();
    await mark.execute(account.id, account.email.toUpperCase(), noon);
    expect(await credentials.get(account.id)).toMatchObject({ emailVerified: true });
  });

  it("R2: another address leaves the account's e-mail as it was", async () => {
    const { account, credentials, mark } = await given();
    await mark.execute(account.id, 'other@example.org', noon);
    expect(await credentials.get(account.id)).toMatchObject({ email: account.email, emailVerified: false });
  });

  it('passes over an account that is gone', async () => {
    const { mark } = await given();
    await expect(mark.execute(newId<AccountId>(), 'river@example.org', noon)).resolves.toBeUndefined();
  });
});
