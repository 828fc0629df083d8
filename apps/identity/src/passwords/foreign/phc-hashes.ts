import { ForeignHashes } from '@postern/identity-domain';
import { argon2Hash } from './argon2-hash.js';
import { bcryptHash } from './bcrypt-hash.js';
import type { ForeignHash } from './foreign-hash.js';
import { pbkdf2Sha256Hash, pbkdf2Sha512Hash } from './pbkdf2-hash.js';
import { scryptHash } from './scrypt-hash.js';

const readers = [argon2Hash, bcryptHash, scryptHash, pbkdf2Sha256Hash, pbkdf2Sha512Hash];
const longest = 512;
const mostMemoryBytes = 256 * 1024 * 1024;

/** Undefined: nothing that a password can be checked against. */
export function readForeignHash(encoded: string): ForeignHash | undefined {
  if (encoded.length > longest) return undefined;
  for (const read of readers) {
    const found = read(encoded);
    if (found) return found;
  }
  return undefined;
}

/** argon2, bcrypt, scrypt and PBKDF2, as PHC strings (bcrypt in its own notation) carry them. */
export class PhcHashes extends ForeignHashes {
  judge(encoded: string): 'usable' | 'unsupported' | 'costly' {
    const found = readForeignHash(encoded);
    if (!found) return 'unsupported';
    return found.effort > 1 || found.memoryBytes > mostMemoryBytes ? 'costly' : 'usable';
  }
}
