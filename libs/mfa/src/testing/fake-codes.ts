import { newId, Redacted, secondsAfter, type AccountId } from '@postern/kernel';
import type { CodeSubject } from '../challenge/one-time-codes.js';
import { SpentTokens, type SpentTokenId } from '../challenge/spent-tokens.js';
import type { DeviceTokenHash, KeyId } from '../ids.js';
import { ceremonyLifetimeSeconds, PasskeyChallenges, type PasskeyChallenge } from '../passkey/passkey-challenges.js';
import { normalizeRecoveryCode, recoveryCodeCount, RecoveryCodes } from '../recovery-code/recovery-codes.js';
import { DeviceTokens } from '../trusted-device/device-tokens.js';
import { InMemoryStore } from './in-memory-store.js';

export class FakePasskeyChallenges extends PasskeyChallenges {
  readonly keyId = 'codes-1' as KeyId;
  private readonly begun = new Map<string, { id: SpentTokenId; expiresAt: Date; challenge: PasskeyChallenge }>();

  of({ keyId, purpose, challengeId, accountId, factorId }: CodeSubject): PasskeyChallenge {
    if (keyId !== this.keyId) throw new Error(`no key ${keyId}`);
    return [purpose, challengeId, accountId, factorId].join('|') as PasskeyChallenge;
  }

  begin(at: Date): { ceremony: string; challenge: PasskeyChallenge } {
    const id = newId<SpentTokenId>();
    const challenge = `ceremony|${id}` as PasskeyChallenge;
    const ceremony = `of ${id}`;
    this.begun.set(ceremony, { id, expiresAt: secondsAfter(at, ceremonyLifetimeSeconds), challenge });
    return { ceremony, challenge };
  }

  open(ceremony: string, at: Date) {
    const opened = this.begun.get(ceremony);
    return opened && at < opened.expiresAt ? opened : null;
  }
}

export class FakeRecoveryCodes extends RecoveryCodes {
  create(accountId: AccountId): { codes: Redacted<readonly string[]>; hashes: readonly string[] } {
    const plain = Array.from({ length: recoveryCodeCount }, () => newId().replaceAll('-', '').slice(0, 16));
    return {
      codes: new Redacted(plain.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))),
      hashes: plain.map((code) => this.hash(accountId, code.toUpperCase())),
    };
  }

  find(accountId: AccountId, hashes: readonly string[], typed: string): string | null {
    const code = normalizeRecoveryCode(typed);
    return hashes.find((hash) => code !== null && hash === this.hash(accountId, code)) ?? null;
  }

  private hash(accountId: AccountId, code: string): string {
    return `${accountId}/${[...code].reverse().join('')}`;
  }
}

export class FakeDeviceTokens extends DeviceTokens {
  issue(): { token: Redacted; hash: DeviceTokenHash } {
    const token = newId();
    return { token: new Redacted(token), hash: this.hash(token) };
  }

  hash(token: string): DeviceTokenHash {
    return `hash of ${[...token].reverse().join('')}` as DeviceTokenHash;
  }
}

export class InMemorySpentTokens extends SpentTokens {
  constructor(private readonly store: InMemoryStore = new InMemoryStore()) {
    super();
  }

  async spend(id: SpentTokenId): Promise<boolean> {
    await this.store.roundTrip();
    return this.store.spend(id);
  }
}
