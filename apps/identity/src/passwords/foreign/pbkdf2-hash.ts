import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { ReadForeignHash } from './foreign-hash.js';
import { derivedKey, isRightKey } from './derived-key.js';

const derive = promisify(pbkdf2);
/** By the digest: its bytes, and how many of its rounds take about a second. */
const digests = {
  sha256: { bytes: 32, rounds: 2_500_000 },
  sha512: { bytes: 64, rounds: 1_250_000 },
} as const;

/** PBKDF2 (RFC 8018): `$pbkdf2-sha256$i=…$salt$key` and `$pbkdf2-sha512$…`; `l` may say how long the key is. */
const pbkdf2With =
  (digest: keyof typeof digests): ReadForeignHash =>
  (encoded) => {
    const found = derivedKey(encoded, `pbkdf2-${digest}`, ['i'], ['l']);
    if (!found) return undefined;
    const { i: rounds = 0, l: length = found.key.length } = found.params;
    if (rounds < 1 || length !== found.key.length) return undefined;
    const blocks = Math.ceil(found.key.length / digests[digest].bytes);
    return {
      memoryBytes: 4096,
      effort: (rounds * blocks) / digests[digest].rounds,
      verify: async (password) =>
        isRightKey(await derive(password, found.salt, rounds, found.key.length, digest), found.key, password),
    };
  };

export const pbkdf2Sha256Hash = pbkdf2With('sha256');
export const pbkdf2Sha512Hash = pbkdf2With('sha512');
