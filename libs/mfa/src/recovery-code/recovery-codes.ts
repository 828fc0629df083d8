import type { AccountId, Redacted } from '@postern/kernel';

/** How many are made at once. */
export const recoveryCodeCount = 10;

/**
 * Look-up secrets (NIST SP 800-63B-4 section 3.1.2) of 80 random bits each, shown once (S8). All that
 * is stored of one is the name of a key and an HMAC under it, bound to the account.
 */
export abstract class RecoveryCodes {
  /** A whole set, each code as `xxxx-xxxx-xxxx-xxxx`, and what is stored of them in the same order. */
  abstract create(accountId: AccountId): { codes: Redacted<readonly string[]>; hashes: readonly string[] };

  /**
   * The one among the hashes that the typed code belongs to, compared in constant time; null when there is none.
   * Throws when the key of a hash is not configured.
   */
  abstract find(accountId: AccountId, hashes: readonly string[], typed: string): string | null;
}

/** Crockford's Base32: no I, L, O and U. */
const shape = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** However a code is set apart and in either case, and with the letters that look like digits; null for anything else. */
export function normalizeRecoveryCode(typed: string): string | null {
  const plain = typed.replace(/[\s-]/g, '').toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
  return shape.test(plain) ? plain : null;
}
