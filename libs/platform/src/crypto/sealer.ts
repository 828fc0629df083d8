import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealed } from '@postern/contracts';
import { Keyring } from './keyring.js';

/** A sealed value that cannot be opened: its key is retired, or it was altered or moved to another place. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * AES-256-GCM with a fresh 96-bit nonce each time (NIST SP 800-38D). `boundTo` is authenticated with the value, so
 * that a sealed value copied into another row or message does not open there.
 */
export class Sealer {
  constructor(private readonly keys: Keyring) {}

  seal(plaintext: string, boundTo: string): Sealed {
    const keyId = this.keys.currentId;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(keyId), nonce).setAAD(Buffer.from(boundTo));
    const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return {
      keyId,
      nonce: nonce.toString('base64url'),
      data: data.toString('base64url'),
      tag: cipher.getAuthTag().toString('base64url'),
    };
  }

  /** @throws SealBroken */
  open(sealed: Sealed, boundTo: string): string {
    const key = this.keyFor(sealed.keyId);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(boundTo))
        .setAuthTag(Buffer.from(sealed.tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64url')), decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('the seal does not hold');
    }
  }

  private keyFor(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new SealBroken(`there is no sealing key ${id}`);
    return key;
  }
}
