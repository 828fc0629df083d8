import { parseOptions, verify } from '@node-rs/argon2';
import type { ReadForeignHash } from './foreign-hash.js';

const form =
  /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?m=[1-9]\d{0,9},t=[1-9]\d{0,9},p=[1-9]\d{0,2}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;
/** Passes over one KiB in about a second: about as many as 256 MiB take four times over. */
const passesOverKib = 1024 * 1024;
const mostLanes = 16;

function readOptions(encoded: string): ReturnType<typeof parseOptions> | undefined {
  try {
    const options = parseOptions(encoded);
    return options.outputLen >= 16 && options.outputLen <= 64 ? options : undefined;
  } catch {
    // Salt or key are shorter than the standard lets them be.
    return undefined;
  }
}

/** Argon2id, i and d (RFC 9106) in versions 1.0 and 1.3. */
export const argon2Hash: ReadForeignHash = (encoded) => {
  if (!form.test(encoded)) return undefined;
  const options = readOptions(encoded);
  if (!options) return undefined;
  const { memoryCost, timeCost, parallelism } = options;
  return {
    memoryBytes: memoryCost * 1024,
    effort: parallelism > mostLanes ? Infinity : (memoryCost * timeCost) / passesOverKib,
    verify: (password) => verify(encoded, password),
  };
};
