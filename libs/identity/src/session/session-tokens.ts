import type { Branded, Redacted } from '@postern/kernel';

/** SHA-256 of a session token, base64url. Enough for a value with 256 random bits: there is nothing to guess. */
export type SessionTokenHash = Branded<string, 'SessionTokenHash'>;

/** Makes and recognizes the secrets that clients hold. Neither method fails. */
export abstract class SessionTokens {
  /** 256 random bits; the token is told once and only its hash is kept. */
  abstract create(): { token: Redacted; hash: SessionTokenHash };

  abstract hash(token: string): SessionTokenHash;
}
