import { anAccount, noon } from '../testing/builders.js';

describe('Account', () => {
  it('keeps username and address as typed, and the keys by which they are unique', () => {
    const account = anAccount({ username: 'River', email: 'River@Example.org' });
    expect(account).toMatchObject({
      username: 'River',
      usernameKey: 'river',
      email: 'River@Example.org',
      emailKey: 'river@example.org',
    });
  });

  it('starts active and with an unproven address', () => {
    const account = anAccount();
    expect(account.isActive).toBe(true);
    expect(account.emailIsVerified).toBe(false);
  });

  it("R2: takes only its own address's proof", () => {
    const account = anAccount({ email: 'river@example.org' });
    account.verifyEmail('other@example.org', noon);
    expect(account.emailIsVerified).toBe(false);
    account.verifyEmail('RIVER@example.org', noon);
    expect(account.emailIsVerified).toBe(true);
  });
});
