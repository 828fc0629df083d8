import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import { Password, type PasswordHash } from '../account/password.js';
import { anAccount, atHome, noon } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { InMemorySpentTokens } from '../testing/in-memory-spent-tokens.js';
import { CountingHasher } from '../testing/passwords.js';
import { AuthenticatePasskey } from './authenticate-passkey.js';
import { AuthorizeFactorReset } from './authorize-factor-reset.js';
import { ConfirmPassword } from './confirm-password.js';

const given = async () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const clock = new FixedClock(noon);
  const account = anAccount({ passwordHash: 'v1$violet kettle' as PasswordHash });
  await accounts.add(account);
  audit.entries.length = 0;
  const kinds = () => audit.entries.map(({ kind }) => kind);
  return { audit, accounts, credentials, clock, account, kinds };
};

describe('ConfirmPassword', () => {
  const asked = async () => {
    const all = await given();
    const hasher = new CountingHasher();
    const confirm = new ConfirmPassword(all.credentials, hasher, all.audit, all.clock);
    const tryWith = (password: string, accountId = all.account.id) =>
      confirm.execute({ accountId, flowId: 'flow', password: new Password(password), origin: atHome });
    return { ...all, hasher, tryWith };
  };

  it('takes the right password of an active account, and records each attempt', async () => {
    const { tryWith, audit } = await asked();
    expect(await tryWith('violet kettle')).toMatchObject({ outcome: 'confirmed', at: noon });
    expect(await tryWith('brass kettle')).toEqual({ outcome: 'rejected' });
    expect(audit.entries).toMatchObject([
      { kind: 'password.accepted', flowId: 'flow', ...atHome },
      { kind: 'password.rejected', flowId: 'flow', ...atHome },
    ]);
  });

  it('S20: no account, a disabled one and one that must be reset cost the same and are told alike', async () => {
    const { tryWith, account, hasher } = await asked();
    expect(await tryWith('violet kettle', newId<AccountId>())).toEqual({ outcome: 'rejected' });
    Object.assign(account, { passwordResetRequired: true });
    expect(await tryWith('violet kettle')).toEqual({ outcome: 'rejected' });
    account.disable();
    expect(await tryWith('violet kettle')).toEqual({ outcome: 'rejected' });
    expect(hasher.verified).toHaveLength(3);
  });
});

describe('AuthenticatePasskey', () => {
  const shown = async () => {
    const all = await given();
    const tokens = new InMemorySpentTokens();
    const authenticate = new AuthenticatePasskey(all.credentials, tokens, all.audit, all.clock);
    const show = (accountId = all.account.id, tokenId = newId()) =>
      authenticate.execute({
        passkey: { accountId, tokenId, expiresAt: secondsAfter(noon, 60), factor: { kind: 'webauthn', id: 'key' } },
        application: 'parcel-desk',
        origin: atHome,
      });
    return { ...all, show };
  };

  it('asks of the account what a password sign-in asks', async () => {
    const { show, account, kinds } = await shown();
    expect(await show()).toMatchObject({ outcome: 'authenticated', credential: { accountId: account.id } });
    Object.assign(account, { passwordResetRequired: true });
    expect(await show()).toEqual({ outcome: 'reset-required' });
    account.disable();
    expect(await show()).toEqual({ outcome: 'rejected' });
    expect(await show(newId<AccountId>())).toEqual({ outcome: 'rejected' });
    expect(kinds()).toEqual(['passkey.accepted', 'passkey.rejected', 'passkey.rejected', 'passkey.rejected']);
  });

  it('S19 race: of 10 parallel uses of one token exactly one counts', async () => {
    const { show, account } = await shown();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => show(account.id, 'the-token')));
    expect(outcomes.filter(({ outcome }) => outcome === 'authenticated')).toHaveLength(1);
  });
});

describe('S13: AuthorizeFactorReset', () => {
  it('is recorded with who asked for it; support has no say over those who run the installation', async () => {
    const { credentials, audit, clock, account, kinds } = await given();
    const authorize = new AuthorizeFactorReset(credentials, audit, clock);
    const actor = newId<AccountId>();
    const by = (role: 'operator' | 'support') => ({ actor, role, ...atHome });
    expect(await authorize.execute(account.id, by('support'))).toMatchObject({ outcome: 'authorized' });
    account.appoint('support', { at: noon, ...atHome });
    expect(await authorize.execute(account.id, by('support'))).toEqual({ outcome: 'not-found' });
    expect(await authorize.execute(account.id, by('operator'))).toMatchObject({ outcome: 'authorized' });
    expect(kinds()).toEqual(['factor-reset.authorized', 'factor-reset.authorized']);
    expect(audit.entries[0]).toMatchObject({ actor, accountId: account.id });
  });
});
