import { Redacted } from '@postern/kernel';
import { SessionTokens, type SessionTokenHash } from '../session/session-tokens.js';

/** Tokens that are easy to read in a failing test. */
export class CountedSessionTokens extends SessionTokens {
  private made = 0;

  create(): { token: Redacted; hash: SessionTokenHash } {
    this.made += 1;
    const token = `session-token-${this.made}`;
    return { token: new Redacted(token), hash: this.hash(token) };
  }

  hash(token: string): SessionTokenHash {
    return `hash of ${token}` as SessionTokenHash;
  }
}
