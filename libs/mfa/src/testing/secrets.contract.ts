import { newId, type AccountId } from '@postern/kernel';
import { OneTimeCodes, type CodeSubject } from '../challenge/one-time-codes.js';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import type { ChallengeId, EmailVerificationId, FactorId, KeyId } from '../ids.js';
import { DeviceTokens } from '../trusted-device/device-tokens.js';

export function oneTimeCodesContract(setUp: () => OneTimeCodes): void {
  const subjectOf = (codes: OneTimeCodes): CodeSubject => ({
    challengeId: newId<ChallengeId>(),
    accountId: newId<AccountId>(),
    factorId: newId<FactorId>(),
    purpose: 'sign-in',
    keyId: codes.currentKeyId(),
  });

  it('derives six digits, the same ones each time, and takes no others (S4)', () => {
    const codes = setUp();
    const subject = subjectOf(codes);
    const code = codes.derive(subject).reveal();
    expect(code).toMatch(/^\d{6}$/);
    expect(codes.derive(subject).reveal()).toBe(code);
    expect(codes.matches(subject, code)).toBe(true);
    const wrong = code === '123456' ? '123457' : '123456';
    for (const other of [wrong, '', code.slice(1), `${code}0`]) expect(codes.matches(subject, other)).toBe(false);
  });

  it('spreads codes evenly over the first digit, zero included', () => {
    const codes = setUp();
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 5000; index++) {
      const first = Number(codes.derive(subjectOf(codes)).reveal()[0]);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    // Six standard deviations around 500.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(130);
  });

  it('binds a code to challenge, account, factor and purpose', () => {
    const codes = setUp();
    const moved: ((subject: CodeSubject) => CodeSubject)[] = [
      (subject) => ({ ...subject, challengeId: newId<ChallengeId>() }),
      (subject) => ({ ...subject, accountId: newId<AccountId>() }),
      (subject) => ({ ...subject, factorId: newId<FactorId>() }),
      (subject) => ({ ...subject, purpose: 'activation' }),
    ];
    for (const move of moved) {
      const pairs = Array.from({ length: 20 }, () => subjectOf(codes)).map(
        (subject) => [subject, move(subject)] as const,
      );
      const same = pairs.filter(([one, other]) => codes.derive(one).reveal() === codes.derive(other).reveal());
      // Once by chance in 50,000 runs; twice never.
      expect(same.length).toBeLessThan(2);
    }
  });
}

export function linkTokensContract(setUp: () => LinkTokens): void {
  it('derives the same token each time and reads the id back out of it', () => {
    const links = setUp();
    const id = newId<EmailVerificationId>();
    const token = links.derive(id, links.currentKeyId()).reveal();
    expect(token).toMatch(/^[A-Za-z0-9_-]{16,256}$/);
    expect(links.derive(id, links.currentKeyId()).reveal()).toBe(token);
    expect(links.read(token)).toBe(id);
  });

  it('reads nothing out of a forged, cut, extended or foreign token', () => {
    const links = setUp();
    const [one, other] = [newId<EmailVerificationId>(), newId<EmailVerificationId>()].map((id) =>
      links.derive(id, links.currentKeyId()).reveal(),
    ) as [string, string];
    const swapped = one.slice(0, 20) + other.slice(20);
    for (const token of [swapped, one.slice(1), one.slice(0, -2), `${one}AAAA`, '', 'x'.repeat(200), 'ünïcode']) {
      expect(links.read(token)).toBeNull();
    }
  });

  it('derives nothing under a key that is not configured', () => {
    const links = setUp();
    expect(() => links.derive(newId<EmailVerificationId>(), 'no-such-key' as KeyId).reveal()).toThrow();
  });
}

/** Of flow tokens and those of remembered devices. */
export function opaqueTokensContract(setUp: () => FlowTokens | DeviceTokens): void {
  it('issues a new token each time, whose hash finds it and does not contain it', () => {
    const tokens = setUp();
    const issued = Array.from({ length: 100 }, () => tokens.issue());
    expect(new Set(issued.map(({ hash }) => hash)).size).toBe(100);
    for (const { token, hash } of issued) {
      expect(token.reveal()).toMatch(/^[A-Za-z0-9_-]{16,256}$/);
      expect(tokens.hash(token.reveal())).toBe(hash);
      expect(hash).not.toContain(token.reveal());
    }
  });
}
