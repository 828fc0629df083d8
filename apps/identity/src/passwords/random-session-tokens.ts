import { hash, randomBytes } from 'node:crypto';
import { SessionTokens, type SessionTokenHash } from '@postern/identity-domain';
import { Redacted } from '@postern/kernel';

export class RandomSessionTokens extends SessionTokens {
  create(): { token: Redacted; hash: SessionTokenHash } {
    const token = randomBytes(32).toString('base64url');
    return { token: new Redacted(token), hash: this.hash(token) };
  }

  hash(token: string): SessionTokenHash {
    return hash('sha256', token, 'base64url') as SessionTokenHash;
  }
}
