import { createHmac, timingSafeEqual } from 'node:crypto';
import { LinkTokens, type LinkPurpose } from '@postern/identity-domain';
import { Redacted } from '@postern/kernel';
import { Keyring } from '@postern/platform';

const idBytes = 16;
/** base64url of 16 + 32 bytes: no padding and no spare bits, so that each token has one spelling only. */
const shape = /^[A-Za-z0-9_-]{64}$/;

/** base64url(id ‖ HMAC-SHA-256(key, purpose ‖ id)). */
export class HmacLinkTokens extends LinkTokens {
  constructor(private readonly keys: Keyring) {
    super();
  }

  derive(purpose: LinkPurpose, id: string): Redacted {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    return new Redacted(Buffer.concat([bytes, this.tag(purpose, bytes, this.keys.currentId)]).toString('base64url'));
  }

  read(purpose: LinkPurpose, token: string): string | null {
    if (!shape.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    const [id, tag] = [bytes.subarray(0, idBytes), bytes.subarray(idBytes)];
    const genuine = this.keys.ids.filter((keyId) => timingSafeEqual(this.tag(purpose, id, keyId), tag)).length > 0;
    return genuine ? asUuid(id) : null;
  }

  private tag(purpose: LinkPurpose, id: Buffer, keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (!key) throw new Error(`there is no link key ${keyId}`);
    // The purpose has its end marked, so that no purpose and id together read as another pair.
    return createHmac('sha256', key).update(`${purpose}\n`).update(id).digest();
  }
}

const asUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
