import { createHash, randomBytes } from 'node:crypto';
import { Redacted } from '@postern/kernel';

/** 256 random bits need no salt and no slow hash: SHA-256 alone cannot be searched (S15). */
export function randomToken<Hash extends string>(): { token: Redacted; hash: Hash } {
  const token = randomBytes(32).toString('base64url');
  return { token: new Redacted(token), hash: hashOf(token) };
}

export const hashOf = <Hash extends string>(token: string): Hash =>
  createHash('sha256').update(token).digest('base64url') as Hash;
