import { createHmac } from 'node:crypto';
import { AuditMacs } from '@postern/identity-domain';
import type { Keyring } from '@postern/platform';

/** HMAC-SHA-256 (RFC 2104) under the keyring `AUDIT_KEYS`. */
export class HmacAuditMacs extends AuditMacs {
  readonly currentKeyId: string;

  constructor(private readonly keys: Keyring) {
    super();
    this.currentKeyId = keys.currentId;
  }

  of(keyId: string, text: string): string | undefined {
    const key = this.keys.get(keyId);
    return key && createHmac('sha256', key).update(text, 'utf8').digest('base64url');
  }
}
