import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { secondsAfter } from '@postern/kernel';
import {
  ceremonyLifetimeSeconds,
  PasskeyChallenges,
  type CodeSubject,
  type PasskeyChallenge,
  type SpentTokenId,
} from '@postern/mfa-domain';
import { Keyring } from '@postern/platform';

const idBytes = 16;
const timeBytes = 6;
/** base64url of 16 + 6 + 32 bytes: no padding and no spare bits, so that each ceremony has one spelling only. */
const shape = /^[A-Za-z0-9_-]{72}$/;

/** HMAC-SHA-256 of all that a challenge is bound to; a ceremony is base64url(id ‖ expiry in ms ‖ HMAC). */
export class HmacPasskeyChallenges extends PasskeyChallenges {
  constructor(private readonly keys: Keyring) {
    super();
  }

  of({ challengeId, accountId, factorId, purpose, keyId }: CodeSubject): PasskeyChallenge {
    const bound = ['passkey', purpose, challengeId, accountId, factorId].join('|');
    return this.mac(keyId, bound).toString('base64url') as PasskeyChallenge;
  }

  begin(at: Date): { ceremony: string; challenge: PasskeyChallenge } {
    const head = Buffer.alloc(idBytes + timeBytes);
    // A UUID of version 4 (RFC 9562), because that is how what was used is kept.
    randomBytes(idBytes).copy(head);
    head.writeUInt8((head.readUInt8(6) & 0x0f) | 0x40, 6);
    head.writeUInt8((head.readUInt8(8) & 0x3f) | 0x80, 8);
    head.writeUIntBE(secondsAfter(at, ceremonyLifetimeSeconds).getTime(), idBytes, timeBytes);
    const keyId = this.keys.currentId;
    const tag = this.mac(keyId, 'passkey-ceremony|', head);
    return { ceremony: Buffer.concat([head, tag]).toString('base64url'), challenge: this.challengeOf(keyId, head) };
  }

  open(ceremony: string, at: Date) {
    if (!shape.test(ceremony)) return null;
    const bytes = Buffer.from(ceremony, 'base64url');
    const [head, tag] = [bytes.subarray(0, idBytes + timeBytes), bytes.subarray(idBytes + timeBytes)];
    const keyId = this.keys.ids.find((id) => timingSafeEqual(this.mac(id, 'passkey-ceremony|', head), tag));
    const expiresAt = new Date(head.readUIntBE(idBytes, timeBytes));
    if (keyId === undefined || at >= expiresAt) return null;
    const hex = head.toString('hex', 0, idBytes);
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as SpentTokenId;
    return { id, expiresAt, challenge: this.challengeOf(keyId, head) };
  }

  private challengeOf(keyId: string, head: Buffer): PasskeyChallenge {
    return this.mac(keyId, 'passkey-ceremony-challenge|', head).toString('base64url') as PasskeyChallenge;
  }

  private mac(keyId: string, text: string, bytes: Uint8Array = new Uint8Array()): Buffer {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`there is no code key ${keyId}`);
    return createHmac('sha256', key).update(text).update(bytes).digest();
  }
}
