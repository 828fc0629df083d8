import { timingSafeEqual } from 'node:crypto';
import { deserialize } from '@phc/format';

export interface DerivedKey {
  params: Partial<Record<string, number>>;
  salt: Buffer;
  key: Buffer;
}

/** `$id$name=number,…$salt$key`, salt and key in base64 without padding: the library takes more than that. */
const form = /^\$[a-z0-9-]+\$[a-z]+=[1-9]\d{0,9}(?:,[a-z]+=[1-9]\d{0,9})*\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;
const shortestSalt = 4;

/**
 * A PHC string of a function that derives a key from a password. Undefined when it is of another function, has other
 * parameters, or a salt or key too short to protect anything (or longer than anybody writes them).
 */
export function derivedKey(
  encoded: string,
  id: string,
  wanted: readonly string[],
  possible: readonly string[] = [],
): DerivedKey | undefined {
  if (!form.test(encoded) || !encoded.startsWith(`$${id}$`)) return undefined;
  const {
    params,
    salt,
    hash: key,
  } = deserialize(encoded) as { params: Record<string, number>; salt: Buffer; hash: Buffer };
  const names = Object.keys(params);
  // A name that comes twice would count once.
  if (names.length !== encoded.split('=').length - 1) return undefined;
  if (!wanted.every((name) => names.includes(name))) return undefined;
  if (!names.every((name) => wanted.includes(name) || possible.includes(name))) return undefined;
  if (salt.length < shortestSalt || key.length < 16 || key.length > 64) return undefined;
  return { params, salt, key };
}

/**
 * In constant time. HMAC (RFC 2104) fills its key up with NULs, so that a password would also be right with some of them at its
 * end: nobody types them, and so they are none.
 */
export const isRightKey = (derived: Buffer, key: Buffer, password: string): boolean =>
  timingSafeEqual(derived, key) && !password.endsWith('\0');
