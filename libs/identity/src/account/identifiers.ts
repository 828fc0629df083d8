/**
 * A username as it is stored and matched: exact, but however the keyboard composed its accents (Unicode NFC).
 */
export const canonicalUsername = (typed: string): string => typed.normalize('NFC');

/**
 * Two usernames with the same key are one name: they differ by case or by look-alike forms (full-width letters,
 * ligatures) alone. Upper before lower, because only that joins letters such as ß/SS and σ/ς.
 */
export const usernameKey = (username: string): string => username.normalize('NFKC').toUpperCase().toLowerCase();

/** Addresses are compared without regard to case, the part before the `@` included, as mailboxes do in practice. */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase();

export type Identifier = { by: 'username'; username: string } | { by: 'email'; emailKey: string };

/** Reads what was typed into the sign-in field. Usernames hold no `@`, so the two never overlap. */
export const readIdentifier = (typed: string): Identifier =>
  typed.includes('@')
    ? { by: 'email', emailKey: emailKey(typed.trim()) }
    : { by: 'username', username: canonicalUsername(typed) };
