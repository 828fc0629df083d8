import type { Redacted } from '@postern/kernel';
import type { FlowTokenHash } from '../ids.js';

/** The secret by which a client holds its flow: 256 random bits, base64url. */
export abstract class FlowTokens {
  abstract issue(): { token: Redacted; hash: FlowTokenHash };

  /** Any string has a hash; that of an unknown token is simply not found. */
  abstract hash(token: string): FlowTokenHash;
}
