import { createHmac, timingSafeEqual } from 'node:crypto';
import { Redacted } from '@postern/kernel';
import { OneTimeCodes, type CodeSubject, type KeyId } from '@postern/mfa-domain';
import { Keyring } from '@postern/platform';

const codes = 1_000_000;
/** Words at or above this are thrown away: the rest divides evenly among the codes. */
const fairBelow = Math.floor(2 ** 32 / codes) * codes;

/** HMAC-SHA-256 of all that a code is bound to, cut down to six digits without bias by rejection sampling. */
export class HmacOneTimeCodes extends OneTimeCodes {
  constructor(private readonly keys: Keyring) {
    super();
  }

  currentKeyId(): KeyId {
    return this.keys.currentId as KeyId;
  }

  derive({ challengeId, accountId, factorId, purpose, keyId }: CodeSubject): Redacted {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`there is no code key ${keyId}`);
    const bound = [purpose, challengeId, accountId, factorId].join('|');
    // One word in 4,400 is thrown away; that all eight of a digest are does not happen in a lifetime, but must end well.
    for (let round = 0; ; round++) {
      const digest = createHmac('sha256', key).update(`${bound}|${round}`).digest();
      for (let offset = 0; offset < digest.length; offset += 4) {
        const word = digest.readUInt32BE(offset);
        if (word < fairBelow) return new Redacted(String(word % codes).padStart(6, '0'));
      }
    }
  }

  matches(subject: CodeSubject, code: string): boolean {
    const right = Buffer.from(this.derive(subject).reveal());
    const given = Buffer.from(code);
    return given.length === right.length && timingSafeEqual(given, right);
  }
}
