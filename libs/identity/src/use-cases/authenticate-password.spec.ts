import { FixedClock } from '@postern/kernel/testing';
import { Password, type PasswordHash } from '../account/password.js';
import { anAccount, atHome, noon } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { CountingHasher } from '../testing/passwords.js';
import { AuthenticatePassword } from './authenticate-password.js';

const given = async (wishes: { hash?: string; disabled?: boolean } = {}) => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const hasher = new CountingHasher();
  const account = anAccount({ passwordHash: (wishes.hash ?? 'v1$violet kettle') as PasswordHash });
  if (wishes.disabled) account.disable();
  await accounts.add(account);
  audit.entries.length = 0;
  const authenticate = new AuthenticatePassword(credentials, hasher, audit, new FixedClock(noon));
  const tryWith = (password: string, identifier = account.username) =>
    authenticate.execute({
      identifier,
      password: new Password(password),
      application: 'parcel-desk',
      origin: atHome,
    });
  return { audit, accounts, credentials, hasher, account, tryWith };
};

describe('AuthenticatePassword', () => {
  it.each(['username', 'email'] as const)('R16: takes the %s', async (by) => {
    const { tryWith, account } = await given();
    expect(await tryWith('violet kettle', account[by])).toMatchObject({
      outcome: 'authenticated',
      credential: { accountId: account.id, credentialVersion: 1 },
      at: noon,
    });
  });

  it('S20 account enumeration: wrong, unknown and disabled get one answer for one verification each', async () => {
    const active = await given();
    const disabled = await given({ disabled: true });
    const answers = [
      await active.tryWith('brass kettle'),
      await active.tryWith('violet kettle', 'nobody'),
      await active.tryWith('violet kettle', 'nobody@example.org'),
      await disabled.tryWith('violet kettle'),
    ];
    expect(answers).toEqual(Array(4).fill({ outcome: 'rejected' }));
    expect(active.hasher.verified).toEqual([active.account.passwordHash, null, null]);
    expect(disabled.hasher.verified).toEqual([disabled.account.passwordHash]);
    expect(active.audit.entries).toHaveLength(3);
    expect(disabled.audit.entries).toHaveLength(1);
  });

  it('S12: records every attempt, and never what was typed', async () => {
    const { tryWith, audit, account } = await given();
    await tryWith('violet kettle');
    await tryWith('brass kettle');
    await tryWith('violet kettle', 'my-secret-in-the-wrong-field');
    const common = { at: noon, ...atHome, application: 'parcel-desk', factor: { kind: 'password' } };
    expect(audit.entries).toMatchObject([
      { ...common, kind: 'password.accepted', accountId: account.id },
      { ...common, kind: 'password.rejected', accountId: account.id },
      { ...common, kind: 'password.rejected', accountId: null },
    ]);
    expect(JSON.stringify(audit.entries)).not.toMatch(/kettle|secret/);
  });

  it('S3: rehashes a right password when the parameters have risen', async () => {
    const { tryWith, credentials, account } = await given({ hash: 'v0$violet kettle' });
    expect(await tryWith('violet kettle')).toMatchObject({ outcome: 'authenticated' });
    expect(await credentials.get(account.id)).toMatchObject({ passwordHash: 'v1$violet kettle', credentialVersion: 1 });
  });

  it('S3: never rehashes a wrong one', async () => {
    const { tryWith, hasher } = await given({ hash: 'v0$violet kettle' });
    await tryWith('brass kettle');
    expect(hasher.hashed).toBe(0);
  });

  it('R13: after a disavowal only who knows the password learns that it is void', async () => {
    const { tryWith, account, audit } = await given();
    Object.assign(account, { passwordResetRequired: true });
    expect(await tryWith('brass kettle')).toEqual({ outcome: 'rejected' });
    expect(await tryWith('violet kettle')).toEqual({ outcome: 'reset-required' });
    expect(audit.entries.map(({ kind }) => kind)).toEqual(['password.rejected', 'password.refused-until-reset']);
  });
});
