import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { CodeSubject } from '../challenge/one-time-codes.js';
import type { ChallengeId, FactorId, KeyId } from '../ids.js';
import { ceremonyLifetimeSeconds, PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { noon } from './builders.js';

export function passkeyChallengesContract(setUp: () => { challenges: PasskeyChallenges; keyId: KeyId }): void {
  it('derives the same challenge for the same subject, and another for any other', () => {
    const { challenges, keyId } = setUp();
    const subject: CodeSubject = {
      challengeId: newId<ChallengeId>(),
      accountId: newId<AccountId>(),
      factorId: newId<FactorId>(),
      purpose: 'sign-in',
      keyId,
    };
    const others: CodeSubject[] = [
      { ...subject, challengeId: newId<ChallengeId>() },
      { ...subject, accountId: newId<AccountId>() },
      { ...subject, factorId: newId<FactorId>() },
      { ...subject, purpose: 'activation' },
    ];
    const all = [subject, ...others].map((each) => challenges.of(each));
    expect(challenges.of(subject)).toBe(all[0]);
    expect(new Set(all).size).toBe(all.length);
    expect(() => challenges.of({ ...subject, keyId: 'gone' as KeyId })).toThrow('gone');
  });

  it('opens a ceremony that it began, until it has taken too long', () => {
    const { challenges } = setUp();
    const { ceremony, challenge } = challenges.begin(noon);
    const expiresAt = secondsAfter(noon, ceremonyLifetimeSeconds);
    const opened = challenges.open(ceremony, new Date(expiresAt.getTime() - 1));
    expect(opened).toMatchObject({ challenge, expiresAt });
    expect(opened?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(challenges.open(ceremony, expiresAt)).toBeNull();
  });

  it('begins another ceremony each time', () => {
    const { challenges } = setUp();
    const [one, other] = [challenges.begin(noon), challenges.begin(noon)];
    expect(one.challenge).not.toBe(other.challenge);
    expect(challenges.open(one.ceremony, noon)?.id).not.toBe(challenges.open(other.ceremony, noon)?.id);
  });

  it('opens nothing that was not begun here, whatever its shape', () => {
    const { challenges } = setUp();
    const { ceremony } = challenges.begin(noon);
    const changed = Array.from({ length: ceremony.length }, (_, index) => {
      const letter = ceremony[index] === 'A' ? 'B' : 'A';
      return ceremony.slice(0, index) + letter + ceremony.slice(index + 1);
    });
    const longer = [`${ceremony}A`, `${ceremony}=`, ceremony.slice(1), '', 'A'.repeat(72)];
    for (const forged of [...changed, ...longer]) expect(challenges.open(forged, noon)).toBeNull();
  });
}
