import {
  flowTokensContract,
  linkTokensContract,
  oneTimeCodesContract,
  totpCodesContract,
} from '@postern/mfa-domain/testing';
import { newId, type AccountId } from '@postern/kernel';
import type { ChallengeId, CodeSubject, EmailVerificationId, FactorId, KeyId } from '@postern/mfa-domain';
import { Keyring, Sealer } from '@postern/platform';
import { randomKeyringText, testKeyring } from '@postern/platform/testing';
import { authenticatorCode } from '../testing/authenticator-code.js';
import { HmacLinkTokens } from './hmac-link-tokens.js';
import { HmacOneTimeCodes } from './hmac-one-time-codes.js';
import { RandomFlowTokens } from './random-flow-tokens.js';
import { SealedTotpCodes } from './sealed-totp-codes.js';

const rotated = () => {
  const [old, fresh] = [randomKeyringText('old'), randomKeyringText('new')];
  return { before: Keyring.parse(old), after: Keyring.parse(`${fresh},${old}`), retired: Keyring.parse(fresh) };
};

describe('HmacOneTimeCodes', () => {
  oneTimeCodesContract(() => new HmacOneTimeCodes(testKeyring()));

  it('still takes a code that was sent under the key before (S28)', () => {
    const { before, after, retired } = rotated();
    const subject: CodeSubject = {
      challengeId: newId<ChallengeId>(),
      accountId: newId<AccountId>(),
      factorId: newId<FactorId>(),
      purpose: 'sign-in',
      keyId: new HmacOneTimeCodes(before).currentKeyId(),
    };
    const code = new HmacOneTimeCodes(before).derive(subject).reveal();
    expect(new HmacOneTimeCodes(after).matches(subject, code)).toBe(true);
    expect(new HmacOneTimeCodes(after).currentKeyId()).toBe('new');
    expect(() => new HmacOneTimeCodes(retired).matches(subject, code)).toThrow('no code key old');
  });
});

describe('HmacLinkTokens', () => {
  linkTokensContract(() => new HmacLinkTokens(testKeyring()));

  it('still reads a link that was sent under the key before, and no longer once that is retired (S28)', () => {
    const { before, after, retired } = rotated();
    const id = newId<EmailVerificationId>();
    const token = new HmacLinkTokens(before).derive(id, 'old' as KeyId).reveal();
    expect(new HmacLinkTokens(after).read(token)).toBe(id);
    expect(new HmacLinkTokens(retired).read(token)).toBeNull();
  });
});

describe('RandomFlowTokens', () => {
  flowTokensContract(() => new RandomFlowTokens());

  it('issues 256 random bits (S15)', () => {
    expect(Buffer.from(new RandomFlowTokens().issue().token.reveal(), 'base64url')).toHaveLength(32);
  });
});

describe('SealedTotpCodes', () => {
  const sealer = () => new Sealer(testKeyring());
  totpCodesContract(() => ({ totp: new SealedTotpCodes(sealer()), totpCode: authenticatorCode }));

  const at = new Date('2026-01-15T12:00:05Z');
  const begin = () => {
    const totp = new SealedTotpCodes(sealer());
    const binding = { accountId: newId<AccountId>(), factorId: newId<FactorId>() };
    const seed = totp.createSeed(binding);
    const secret = totp.revealSeed(binding, seed).reveal();
    const stepOf = (steps: number) =>
      totp.matchingStep(binding, seed, authenticatorCode(secret, new Date(at.getTime() + steps * 30_000)), at);
    return { secret, seed, stepOf };
  };

  it('takes the codes of the current and the previous step, and of no other (S7)', () => {
    const current = Math.floor(at.getTime() / 30_000);
    const { stepOf } = begin();
    expect([-1, 0].map(stepOf)).toEqual([current - 1, current]);
    expect([-3, -2, 1, 2].map(stepOf)).toEqual([null, null, null, null]);
  });

  it('makes seeds of 160 bits and does not show them in what it stores (S7)', () => {
    const { secret, seed } = begin();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(seed).not.toContain(secret);
    expect(Buffer.from(seed.split('.')[2] as string, 'base64url').toString()).not.toBe(secret);
  });
});
