import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { TotpCodes } from '../factor/totp-codes.js';
import type { FactorId } from '../ids.js';

export interface TotpHarness {
  totp: TotpCodes;
  /** What an authenticator app shows for a seed in Base32. */
  totpCode: (secret: string, at: Date) => string;
}

/** RFC 6238 section 5.2: a step is 30 seconds long. */
const stepSeconds = 30;
const at = new Date('2026-01-15T12:00:05Z');

export function totpCodesContract(setUp: () => TotpHarness): void {
  const begin = () => {
    const { totp, totpCode } = setUp();
    const binding = { accountId: newId<AccountId>(), factorId: newId<FactorId>() };
    const seed = totp.createSeed(binding);
    const secret = totp.revealSeed(binding, seed).reveal();
    return { totp, binding, seed, secret, codeAt: (moment: Date) => totpCode(secret, moment) };
  };

  it('takes the code of the current step and of the one before, and says which step it was', () => {
    const { totp, binding, seed, codeAt } = begin();
    const current = totp.matchingStep(binding, seed, codeAt(at), at);
    expect(current).toBe(Math.floor(at.getTime() / 1000 / stepSeconds));
    const before = codeAt(secondsAfter(at, -stepSeconds));
    expect(totp.matchingStep(binding, seed, before, at)).toBe((current ?? 0) - 1);
  });

  it('takes no code of an older step or of one to come', () => {
    const { totp, binding, seed, codeAt } = begin();
    const taken = new Set([codeAt(at), codeAt(secondsAfter(at, -stepSeconds))]);
    for (const steps of [-3, -2, 1, 2]) {
      const code = codeAt(secondsAfter(at, steps * stepSeconds));
      // Two steps may share a code by chance.
      if (!taken.has(code)) expect(totp.matchingStep(binding, seed, code, at)).toBeNull();
    }
    for (const code of ['', '12345', 'abcdef']) expect(totp.matchingStep(binding, seed, code, at)).toBeNull();
  });

  it('never makes the same seed twice (S7)', () => {
    const { totp, binding, seed, secret } = begin();
    const other = totp.createSeed(binding);
    expect(totp.revealSeed(binding, other).reveal()).not.toBe(secret);
    expect(other).not.toBe(seed);
  });

  it('does not open a seed that was moved to another account or factor (S7)', () => {
    const { totp, binding, seed, codeAt } = begin();
    const code = codeAt(at);
    for (const moved of [
      { ...binding, accountId: newId<AccountId>() },
      { ...binding, factorId: newId<FactorId>() },
    ]) {
      expect(() => totp.revealSeed(moved, seed)).toThrow();
      expect(() => totp.matchingStep(moved, seed, code, at)).toThrow();
    }
  });
}
