import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { ReadForeignHash } from './foreign-hash.js';
import { derivedKey, isRightKey } from './derived-key.js';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** Blocks of 128 bytes mixed in about a second: as many as 256 MiB hold. */
const mixedBlocks = 2 ** 21;

/** scrypt (RFC 7914): `$scrypt$ln=…,r=…,p=…$salt$key`, where `ln` is the binary logarithm of N. */
export const scryptHash: ReadForeignHash = (encoded) => {
  const found = derivedKey(encoded, 'scrypt', ['ln', 'r', 'p']);
  if (!found) return undefined;
  const { ln = 0, r = 0, p = 0 } = found.params;
  if (ln < 1 || ln > 40 || r < 1 || p < 1) return undefined;
  const N = 2 ** ln;
  const memoryBytes = 128 * r * (N + p);
  return {
    memoryBytes: 128 * r * N,
    effort: (N * r * p) / mixedBlocks,
    verify: async (password) =>
      isRightKey(
        await derive(password, found.salt, found.key.length, { N, r, p, maxmem: 2 * memoryBytes }),
        found.key,
        password,
      ),
  };
};
