import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Redacted } from '@postern/kernel';
import { TotpCodes, type SealedSeed, type SeedBinding } from '@postern/mfa-domain';
import { Sealer } from '@postern/platform';
import { generateSecret, verifySync, type CryptoPlugin } from 'otplib';

const stepSeconds = 30;
const seedBytes = 20;

/** OpenSSL is several times faster than the JavaScript that otplib comes with. */
export const nodeCrypto: CryptoPlugin = {
  name: 'node',
  hmac: (algorithm, key, data) => createHmac(algorithm, key).update(data).digest(),
  randomBytes: (length) => randomBytes(length),
  constantTimeEqual: (one, other) => {
    const [left, right] = [Buffer.from(one), Buffer.from(other)];
    return left.length === right.length && timingSafeEqual(left, right);
  },
};

const boundTo = ({ accountId, factorId }: SeedBinding): string => `totp-seed|${accountId}|${factorId}`;

/** `secret` in Base32. */
export function sealSeed(sealer: Sealer, binding: SeedBinding, secret: string): SealedSeed {
  const { keyId, nonce, data, tag } = sealer.seal(secret, boundTo(binding));
  return [keyId, nonce, data, tag].join('.') as SealedSeed;
}

/** RFC 6238 by otplib, over seeds that lie in the database sealed to their account and factor (S7). */
export class SealedTotpCodes extends TotpCodes {
  constructor(private readonly sealer: Sealer) {
    super();
  }

  createSeed(binding: SeedBinding): SealedSeed {
    return sealSeed(this.sealer, binding, generateSecret({ length: seedBytes, crypto: nodeCrypto }));
  }

  revealSeed(binding: SeedBinding, seed: SealedSeed): Redacted {
    const [keyId = '', nonce = '', data = '', tag = ''] = seed.split('.');
    return new Redacted(this.sealer.open({ keyId, nonce, data, tag }, boundTo(binding)));
  }

  matchingStep(binding: SeedBinding, seed: SealedSeed, code: string, at: Date): number | null {
    const secret = this.revealSeed(binding, seed).reveal();
    if (!/^\d{6}$/.test(code)) return null;
    const result = verifySync({
      secret,
      token: code,
      crypto: nodeCrypto,
      epoch: Math.floor(at.getTime() / 1000),
      // One whole step back reaches exactly the previous step; a code to come is never taken.
      epochTolerance: [stepSeconds, 0],
    });
    return result.valid && 'timeStep' in result ? result.timeStep : null;
  }
}
