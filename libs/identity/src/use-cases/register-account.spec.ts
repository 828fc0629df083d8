import { FixedClock } from '@postern/kernel/testing';
import { Password } from '../account/password.js';
import { PasswordPolicy } from '../account/password-policy.js';
import { aRegistration, noon } from '../testing/builders.js';
import { InMemoryAccounts, RecordedNotices } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { CountingHasher, ListedPasswords } from '../testing/passwords.js';
import { RegisterAccount, type RegisterAccountInput } from './register-account.js';

const given = () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const hasher = new CountingHasher();
  const notices = new RecordedNotices();
  const policy = new PasswordPolicy({ minLength: 8, productNames: [] }, new ListedPasswords('trustno1forever'));
  const register = new RegisterAccount(accounts, policy, hasher, notices, new FixedClock(noon));
  return { audit, accounts, hasher, notices, register };
};

const person = (wishes: Partial<RegisterAccountInput> = {}): RegisterAccountInput => {
  const { username, email, name, locale, source } = aRegistration();
  return { username, email, name, locale, source, password: new Password('violet kettle'), ...wishes };
};

describe('RegisterAccount', () => {
  it('creates an account and says what it is', async () => {
    const { register, accounts, audit } = given();
    const outcome = await register.execute(person({ username: 'river', email: 'river@example.org' }));
    const [account] = [...accounts.stored.values()];
    expect(outcome).toEqual({
      outcome: 'registered',
      account: { id: account!.id, username: 'river', email: 'river@example.org', createdAt: noon },
    });
    expect(audit.entries).toMatchObject([{ kind: 'account.registered', accountId: account!.id }]);
  });

  it('S2: refuses a bad password with its reasons, and creates nothing', async () => {
    const { register, accounts, hasher } = given();
    const outcome = await register.execute(person({ password: new Password('trustno1forever') }));
    expect(outcome).toEqual({ outcome: 'password-refused', reasons: ['breached'] });
    expect(accounts.stored.size).toBe(0);
    expect(hasher.hashed).toBe(0);
  });

  it('R16: refuses a username that differs by case alone', async () => {
    const { register, accounts } = given();
    await register.execute(person({ username: 'River' }));
    expect(await register.execute(person({ username: 'rIVER' }))).toEqual({ outcome: 'username-taken' });
    expect(accounts.stored.size).toBe(1);
  });

  it('S20 account enumeration: a known address gets the answer and the work of any other', async () => {
    const { register, accounts, hasher, notices } = given();
    const first = await register.execute(person({ email: 'river@example.org' }));
    const second = await register.execute(person({ username: 'someone-else', email: 'River@example.org' }));
    expect(second).toEqual({
      outcome: 'registered',
      account: { id: expect.any(String), username: 'someone-else', email: 'River@example.org', createdAt: noon },
    });
    expect(hasher.hashed).toBe(2);
    expect(accounts.stored.size).toBe(1);
    expect(notices.told).toMatchObject([first.outcome === 'registered' && { email: first.account.email }]);
  });

  it('race: of parallel registrations of one username exactly one creates an account', async () => {
    const { register, accounts } = given();
    const names = ['river', 'RIVER', 'River', 'riveR'];
    const outcomes = await Promise.all(names.map((username) => register.execute(person({ username }))));
    expect(outcomes.filter(({ outcome }) => outcome === 'registered')).toHaveLength(1);
    expect(accounts.stored.size).toBe(1);
  });
});
