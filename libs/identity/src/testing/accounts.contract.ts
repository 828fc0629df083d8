import { newId, type AccountId } from '@postern/kernel';
import type { Accounts } from '../account/accounts.js';
import type { Credentials } from '../account/credentials.js';
import type { PasswordHash } from '../account/password.js';
import type { AuditRecord } from '../audit/audit-record.js';
import { anAccount, aRegistration, noon } from './builders.js';

export interface AccountStores {
  accounts: Accounts;
  credentials: Credentials;
  audit: AuditRecord;
}

/** What every pair of Accounts and Credentials over one store promises. */
export const accountsContract = (make: () => AccountStores): void => {
  it('gives back an account as it was added', async () => {
    const { accounts, credentials } = make();
    const account = anAccount();
    expect(await accounts.add(account)).toEqual({ outcome: 'added' });

    const found = await accounts.get(account.id);
    const { id, username, email, name, phone, address, createdAt } = account;
    expect(found).toMatchObject({ id, username, email, name, phone, address, createdAt });
    expect(await credentials.get(id)).toEqual({
      accountId: id,
      username,
      email,
      emailVerified: false,
      createdAt: noon,
      state: 'active',
      passwordHash: account.passwordHash,
      credentialVersion: 1,
      role: null,
      locale: 'en',
      passwordResetRequired: false,
      recoveryEmail: null,
      organizations: [],
    });
  });

  it('stores an account without phone and address', async () => {
    const { accounts } = make();
    const account = anAccount({ phone: undefined, address: undefined });
    await accounts.add(account);
    expect(await accounts.get(account.id)).toMatchObject({ phone: null, address: null });
  });

  it('records the registration with the account', async () => {
    const { accounts, audit } = make();
    const account = anAccount();
    await accounts.add(account);
    expect(await audit.ofAccount(account.id, 10)).toMatchObject([{ kind: 'account.registered', source: '192.0.2.7' }]);
  });

  it('S20: refuses a taken username, whatever its case, and says nothing about the address', async () => {
    const { accounts, audit } = make();
    const first = anAccount();
    await accounts.add(first);
    const second = anAccount({ username: first.username.toUpperCase(), email: first.email });
    expect(await accounts.add(second)).toEqual({ outcome: 'username-taken' });
    expect(await accounts.get(second.id)).toBeUndefined();
    expect(await audit.ofAccount(second.id, 10)).toEqual([]);
  });

  it('names the holder of a taken address, whatever its case', async () => {
    const { accounts } = make();
    const first = anAccount();
    await accounts.add(first);
    const { id, username, email } = first;
    const second = anAccount({ email: email.toUpperCase() });
    expect(await accounts.add(second)).toMatchObject({ outcome: 'email-taken', holder: { id, username, email } });
    expect(await accounts.get(second.id)).toBeUndefined();
  });

  it('race: of parallel additions of one username in different cases exactly one is added', async () => {
    const { accounts } = make();
    const { username } = aRegistration();
    const cases = [username, username.toUpperCase(), username.replace('r', 'R'), username.replace('k', 'K')];
    const additions = await Promise.all(cases.map((typed) => accounts.add(anAccount({ username: typed }))));
    expect(additions.map(({ outcome }) => outcome).sort()).toEqual([
      'added',
      'username-taken',
      'username-taken',
      'username-taken',
    ]);
  });

  it('race: of parallel additions of one address exactly one is added', async () => {
    const { accounts } = make();
    const { email } = aRegistration();
    const additions = await Promise.all([1, 2, 3, 4].map(() => accounts.add(anAccount({ email }))));
    expect(additions.map(({ outcome }) => outcome).sort()).toEqual([
      'added',
      'email-taken',
      'email-taken',
      'email-taken',
    ]);
  });

  it('finds by the exact username, and by the address in any case', async () => {
    const { accounts, credentials } = make();
    const account = anAccount();
    await accounts.add(account);
    const found = { accountId: account.id };
    expect(await credentials.findByIdentifier(account.username)).toMatchObject(found);
    expect(await credentials.findByIdentifier(account.email.toUpperCase())).toMatchObject(found);
    expect(await credentials.findByIdentifier(account.username.toUpperCase())).toBeUndefined();
    expect(await credentials.findByIdentifier('nobody')).toBeUndefined();
    expect(await credentials.findByIdentifier('nobody@example.org')).toBeUndefined();
    expect(await credentials.findByIdentifier("' or 1=1 --")).toBeUndefined();
    expect(await credentials.get(newId<AccountId>())).toBeUndefined();
  });

  it('keeps changes', async () => {
    const { accounts, credentials } = make();
    const account = anAccount();
    await accounts.add(account);
    const changed = await accounts.get(account.id);
    changed?.verifyEmail(account.email, noon);
    changed?.disable();
    if (changed) await accounts.save(changed);
    expect(await credentials.get(account.id)).toMatchObject({ emailVerified: true, state: 'disabled' });
  });

  it('replaces a hash only while it is the one that was checked', async () => {
    const { accounts, credentials } = make();
    const account = anAccount();
    await accounts.add(account);
    const [stronger, tooLate] = ['stronger' as PasswordHash, 'too late' as PasswordHash];
    await credentials.replaceHash(account.id, account.passwordHash, stronger);
    await credentials.replaceHash(account.id, account.passwordHash, tooLate);
    expect(await credentials.get(account.id)).toMatchObject({ passwordHash: stronger, credentialVersion: 1 });
  });
};
