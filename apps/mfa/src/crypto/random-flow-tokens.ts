import { createHash, randomBytes } from 'node:crypto';
import { Redacted } from '@postern/kernel';
import { FlowTokens, type FlowTokenHash } from '@postern/mfa-domain';

/** 256 random bits need no salt and no slow hash: SHA-256 alone cannot be searched. */
export class RandomFlowTokens extends FlowTokens {
  issue(): { token: Redacted; hash: FlowTokenHash } {
    const token = randomBytes(32).toString('base64url');
    return { token: new Redacted(token), hash: this.hash(token) };
  }

  hash(token: string): FlowTokenHash {
    return createHash('sha256').update(token).digest('base64url') as FlowTokenHash;
  }
}
