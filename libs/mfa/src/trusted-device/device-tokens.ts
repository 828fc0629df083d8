import type { Redacted } from '@postern/kernel';
import type { DeviceTokenHash } from '../ids.js';

/** The secret by which a trusted device is known: 256 random bits, base64url (S15). */
export abstract class DeviceTokens {
  abstract issue(): { token: Redacted; hash: DeviceTokenHash };

  /** Any string has a hash; that of an unknown token is simply not found. */
  abstract hash(token: string): DeviceTokenHash;
}
