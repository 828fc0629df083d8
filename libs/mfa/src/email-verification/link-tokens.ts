import type { Redacted } from '@postern/kernel';
import type { EmailVerificationId, KeyId } from '../ids.js';

/** The secrets in e-mailed links: derived from the verification's id under a key outside the database, never stored. */
export abstract class LinkTokens {
  /** The key for new links. */
  abstract currentKeyId(): KeyId;

  /** base64url; the same id and key give the same token. Throws when the key is not configured. */
  abstract derive(id: EmailVerificationId, keyId: KeyId): Redacted;

  /** The id inside a genuine token; null for anything else, whatever its shape. Compares in constant time. */
  abstract read(token: string): EmailVerificationId | null;
}
