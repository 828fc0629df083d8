import {
  linkTokensContract,
  oneTimeCodesContract,
  opaqueTokensContract,
  passkeyChallengesContract,
  recoveryCodesContract,
  totpCodesContract,
} from '@postern/mfa-domain/testing';
import { newId, type AccountId } from '@postern/kernel';
import type { ChallengeId, CodeSubject, EmailVerificationId, FactorId, KeyId } from '@postern/mfa-domain';
import { Keyring, Sealer } from '@postern/platform';
import { randomKeyringText, testKeyring } from '@postern/platform/testing';
import { authenticatorCode } from '../testing/authenticator-code.js';
import { HmacLinkTokens } from './hmac-link-tokens.js';
import { HmacOneTimeCodes } from './hmac-one-time-codes.js';
import { HmacPasskeyChallenges } from './hmac-passkey-challenges.js';
import { HmacRecoveryCodes } from './hmac-recovery-codes.js';
import { RandomDeviceTokens } from './random-device-tokens.js';
import { RandomFlowTokens } from './random-flow-tokens.js';
import { SealedTotpCodes } from './sealed-totp-codes.js';

const at = new Date('2026-01-15T12:00:05Z');

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
  opaqueTokensContract(() => new RandomFlowTokens());

  it('issues 256 random bits (S15)', () => {
    expect(Buffer.from(new RandomFlowTokens().issue().token.reveal(), 'base64url')).toHaveLength(32);
  });
});

describe('RandomDeviceTokens', () => {
  opaqueTokensContract(() => new RandomDeviceTokens());

  it('issues 256 random bits (S15)', () => {
    expect(Buffer.from(new RandomDeviceTokens().issue().token.reveal(), 'base64url')).toHaveLength(32);
  });
});

describe('HmacPasskeyChallenges', () => {
  passkeyChallengesContract(() => {
    const keys = testKeyring();
    return { challenges: new HmacPasskeyChallenges(keys), keyId: keys.currentId as KeyId };
  });

  it('gives authenticators 256 bits to sign', () => {
    const { challenge } = new HmacPasskeyChallenges(testKeyring()).begin(at);
    expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
  });

  it('still opens a ceremony of the key before, and no longer once that is retired (S28)', () => {
    const { before, after, retired } = rotated();
    const { ceremony, challenge } = new HmacPasskeyChallenges(before).begin(at);
    expect(new HmacPasskeyChallenges(after).open(ceremony, at)).toMatchObject({ challenge });
    expect(new HmacPasskeyChallenges(retired).open(ceremony, at)).toBeNull();
  });
});

describe('HmacRecoveryCodes', () => {
  recoveryCodesContract(() => new HmacRecoveryCodes(testKeyring()));

  it('still takes codes that were made under the key before (S28)', () => {
    const { before, after, retired } = rotated();
    const accountId = newId<AccountId>();
    const { codes, hashes } = new HmacRecoveryCodes(before).create(accountId);
    const code = codes.reveal()[4] as string;
    expect(new HmacRecoveryCodes(after).find(accountId, hashes, code)).toBe(hashes[4]);
    expect(() => new HmacRecoveryCodes(retired).find(accountId, hashes, code)).toThrow('no key old');
  });

  it('makes codes of 80 bits, spread evenly over the alphabet (S8)', () => {
    const recoveryCodes = new HmacRecoveryCodes(testKeyring());
    const counts = new Map<string, number>();
    for (let round = 0; round < 100; round++) {
      for (const letter of recoveryCodes.create(newId<AccountId>()).codes.reveal().join('').replaceAll('-', '')) {
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(32);
    // Six standard deviations around 500.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(135);
  });
});

describe('SealedTotpCodes', () => {
  const sealer = () => new Sealer(testKeyring());
  totpCodesContract(() => ({ totp: new SealedTotpCodes(sealer()), totpCode: authenticatorCode }));

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
