import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Redacted, type AccountId } from '@postern/kernel';
import { normalizeRecoveryCode, recoveryCodeCount, RecoveryCodes } from '@postern/mfa-domain';
import { Keyring } from '@postern/platform';

/** Crockford's Base32: 16 letters of 5 bits. 32 divides 256, so that taking the low bits of a byte favors none. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = 16;

/** `name of the key.base64url(HMAC-SHA-256(derived key, account ‖ code))`. */
export class HmacRecoveryCodes extends RecoveryCodes {
  constructor(private readonly keys: Keyring) {
    super();
  }

  create(accountId: AccountId): { codes: Redacted<readonly string[]>; hashes: readonly string[] } {
    const plain = Array.from({ length: recoveryCodeCount }, () =>
      Array.from(randomBytes(letters), (byte) => alphabet[byte % alphabet.length]).join(''),
    );
    const keyId = this.keys.currentId;
    return {
      codes: new Redacted(plain.map((code) => code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-'))),
      hashes: plain.map((code) => `${keyId}.${this.mac(keyId, accountId, code).toString('base64url')}`),
    };
  }

  find(accountId: AccountId, hashes: readonly string[], typed: string): string | null {
    const code = normalizeRecoveryCode(typed);
    if (code === null) return null;
    // All of a set are under one key, and all are compared: where the right one stands shows in nothing.
    const macs = new Map(hashes.map(keyIdOf).map((keyId) => [keyId, this.mac(keyId, accountId, code)]));
    const [found = null] = hashes.filter((hash) => {
      const mac = macs.get(keyIdOf(hash)) as Buffer;
      const stored = Buffer.from(hash.slice(hash.indexOf('.') + 1), 'base64url');
      return stored.length === mac.length && timingSafeEqual(stored, mac);
    });
    return found;
  }

  private mac(keyId: string, accountId: AccountId, code: string): Buffer {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`there is no key ${keyId}`);
    // The keyring seals other things: one key, one use.
    const own = createHmac('sha256', key).update('recovery-codes').digest();
    return createHmac('sha256', own).update(`${accountId}|${code}`).digest();
  }
}

const keyIdOf = (hash: string): string => hash.slice(0, hash.indexOf('.'));
