import { verify } from '@node-rs/bcrypt';
import type { ReadForeignHash } from './foreign-hash.js';

/** `$2x$` stands for a defect of an old implementation, which maps many passwords to one hash. */
const form = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;
/** Doubles the work with each step; 13 takes about half a second. */
const highestCost = 13;

/**
 * bcrypt looks at 72 bytes of UTF-8 and at no more: whoever has a longer password is recognized by its beginning until their
 * next sign-in, which stores a hash of all of it. Passwords with a NUL are recognized by no implementation alike, and so never.
 */
export const bcryptHash: ReadForeignHash = (encoded) => {
  const cost = Number(form.exec(encoded)?.[1]);
  if (!cost) return undefined;
  return {
    memoryBytes: 4096,
    effort: 2 ** (cost - highestCost),
    verify: async (password) => (await verify(password, encoded)) && !password.includes('\0'),
  };
};
