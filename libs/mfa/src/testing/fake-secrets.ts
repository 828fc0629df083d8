import { newId, Redacted } from '@postern/kernel';
import { OneTimeCodes, type CodeSubject } from '../challenge/one-time-codes.js';
import { LinkTokens } from '../email-verification/link-tokens.js';
import { TotpCodes, type SealedSeed, type SeedBinding } from '../factor/totp-codes.js';
import { FlowTokens } from '../flow/flow-tokens.js';
import type { EmailVerificationId, FlowTokenHash, KeyId } from '../ids.js';

/** FNV-1a with a final mix: spreads well enough for tests, protects nothing. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const sixDigits = (text: string) => String(digest(text) % 1_000_000).padStart(6, '0');

export class FakeOneTimeCodes extends OneTimeCodes {
  currentKeyId(): KeyId {
    return 'codes-1' as KeyId;
  }

  derive(subject: CodeSubject): Redacted {
    const { challengeId, accountId, factorId, purpose, keyId } = subject;
    return new Redacted(sixDigits([keyId, purpose, challengeId, accountId, factorId].join('|')));
  }

  matches(subject: CodeSubject, code: string): boolean {
    return this.derive(subject).reveal() === code;
  }
}

export class FakeLinkTokens extends LinkTokens {
  currentKeyId(): KeyId {
    return 'links-1' as KeyId;
  }

  derive(id: EmailVerificationId, keyId: KeyId): Redacted {
    if (keyId !== this.currentKeyId()) throw new Error(`no key ${keyId}`);
    return new Redacted(`${id}_${digest(id + keyId)}`);
  }

  read(token: string): EmailVerificationId | null {
    const id = token.split('_')[0] as EmailVerificationId;
    return this.derive(id, this.currentKeyId()).reveal() === token ? id : null;
  }
}

export class FakeFlowTokens extends FlowTokens {
  issue(): { token: Redacted; hash: FlowTokenHash } {
    const token = newId();
    return { token: new Redacted(token), hash: this.hash(token) };
  }

  hash(token: string): FlowTokenHash {
    return `hash-${digest(token)}-${digest(`again ${token}`)}` as FlowTokenHash;
  }
}

const stepOf = (at: Date) => Math.floor(at.getTime() / 30_000);

export class FakeTotpCodes extends TotpCodes {
  createSeed({ accountId, factorId }: SeedBinding): SealedSeed {
    return `${accountId}/${factorId}/${newId()}` as SealedSeed;
  }

  revealSeed({ accountId, factorId }: SeedBinding, seed: SealedSeed): Redacted {
    const [sealedFor, sealedTo, secret] = seed.split('/');
    if (sealedFor !== accountId || sealedTo !== factorId || !secret) throw new Error('the seed does not open');
    return new Redacted(secret);
  }

  matchingStep(binding: SeedBinding, seed: SealedSeed, code: string, at: Date): number | null {
    const secret = this.revealSeed(binding, seed).reveal();
    const current = stepOf(at);
    return [current, current - 1].find((step) => sixDigits(`${secret} ${step}`) === code) ?? null;
  }
}

/** What an authenticator app shows for a fake seed. */
export const fakeTotpCode = (secret: string, at: Date): string => sixDigits(`${secret} ${stepOf(at)}`);
