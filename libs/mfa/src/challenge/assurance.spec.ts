import { aFactor } from '../testing/builders.js';
import { assuranceOf, highestAal, type Assurance, type Shown } from './assurance.js';

const password: Assurance = { amr: ['pwd'], aal: 'aal1' };
const passkey = (synced: boolean, userVerified: boolean): Shown => ({ kind: 'webauthn', synced, userVerified });

describe('assuranceOf (S10)', () => {
  it.each<[string, Shown, string[], string]>([
    ['a text message', { kind: 'sms' }, ['pwd', 'sms', 'otp', 'mfa'], 'aal2'],
    ['an authenticator app', { kind: 'totp' }, ['pwd', 'otp', 'mfa'], 'aal2'],
    ['an e-mail, which is no second factor', { kind: 'email' }, ['pwd', 'email'], 'aal1'],
    ['a recovery code', { kind: 'recovery_code' }, ['pwd', 'recovery_code', 'mfa'], 'aal2'],
    ['a security key', passkey(false, false), ['pwd', 'hwk', 'mfa'], 'aal2'],
    ['a security key with its PIN', passkey(false, true), ['pwd', 'hwk', 'user', 'mfa'], 'aal2'],
    ['a synced passkey', passkey(true, false), ['pwd', 'swk', 'mfa'], 'aal2'],
  ])('says truthfully what the password and %s amount to', (_, second, amr, aal) => {
    expect(assuranceOf(password, second)).toEqual({ amr, aal });
  });

  it('is no more than what was proven before when nothing is added', () => {
    expect(assuranceOf(password, null)).toEqual(password);
    const alone: Assurance = { amr: ['swk', 'user', 'mfa'], aal: 'aal2' };
    expect(assuranceOf(alone, null)).toEqual(alone);
  });

  it('gives no second level to one possession without the password, nor to two mailboxes', () => {
    const link: Assurance = { amr: ['email'], aal: 'aal1' };
    expect(assuranceOf(link, { kind: 'totp' })).toEqual({ amr: ['email', 'otp'], aal: 'aal1' });
    expect(assuranceOf(link, { kind: 'email' })).toEqual({ amr: ['email'], aal: 'aal1' });
    expect(assuranceOf(link, passkey(false, true))).toEqual({ amr: ['email', 'hwk', 'user', 'mfa'], aal: 'aal2' });
    expect(assuranceOf(link, passkey(false, false)).aal).toBe('aal1');
  });

  it('does not pass an e-mailed code off as a fresh proof of what a session once had', () => {
    const session: Assurance = { amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' };
    expect(assuranceOf(session, { kind: 'email' })).toEqual({ amr: ['pwd', 'otp', 'email', 'mfa'], aal: 'aal1' });
    const passkeyAlone: Assurance = { amr: ['hwk', 'user', 'mfa'], aal: 'aal2' };
    expect(assuranceOf(passkeyAlone, { kind: 'totp' })).toEqual({ amr: ['hwk', 'user', 'otp', 'mfa'], aal: 'aal2' });
    expect(assuranceOf(session, { kind: 'totp' })).toEqual({ amr: ['pwd', 'otp', 'mfa'], aal: 'aal2' });
  });
});

describe('highestAal (S11)', () => {
  it.each([
    [[], 'aal1'],
    [[aFactor({ kind: 'email' })], 'aal1'],
    [[aFactor({ kind: 'email' }), aFactor({ kind: 'totp' })], 'aal2'],
    [[aFactor({ kind: 'webauthn' })], 'aal2'],
    [[aFactor({ kind: 'email' }), aFactor({ kind: 'recovery_code' })], 'aal1'],
    [[aFactor({ kind: 'totp', status: 'disabled' })], 'aal2'],
    [[aFactor({ kind: 'totp', status: 'pending' })], 'aal1'],
  ])('is what the factors could prove, disabled ones included', (factors, aal) => {
    expect(highestAal(factors)).toBe(aal);
  });
});
