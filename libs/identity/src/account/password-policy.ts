import type { Password } from './password.js';
import { beside, personalTerms, type PasswordOwner } from './personal-terms.js';

export type PasswordRefusal = 'too-short' | 'too-long' | 'breached' | 'personal' | 'product-name';

export const longestPassword = 1024;

/** Passwords that attackers try first: common ones, and those seen in leaks. */
export abstract class BreachedPasswords {
  /** Compares without regard to case. Fails when the list cannot be consulted; then no password is taken. */
  abstract includes(password: string): Promise<boolean>;
}

/**
 * What a new password must be (NIST SP 800-63B-4, 3.1.1.2): long enough, not known to attackers, and not built from
 * what everyone knows about the person or the product. There are no rules about kinds of characters.
 */
export class PasswordPolicy {
  constructor(
    /** `minLength` in code points: 8 where a second factor is always asked, 15 where it is not. */
    readonly rules: { minLength: number; productNames: string[] },
    private readonly breached: BreachedPasswords,
  ) {}

  /** Every reason against the password; none means that it is good. */
  async refusals(password: Password, owner: PasswordOwner): Promise<PasswordRefusal[]> {
    if (password.length > longestPassword) return ['too-long'];
    const text = password.reveal();
    const besidePersonal = beside(personalTerms(owner), text);
    const besideProduct = beside(this.rules.productNames, text);
    const reasons: PasswordRefusal[] = [];
    if (password.length < this.rules.minLength) reasons.push('too-short');
    // "river-password" is no better than "password".
    const candidates = [{ text, enough: true }, besidePersonal, besideProduct].filter((found) => found?.enough);
    if (await this.isCommon(candidates.map((found) => found?.text ?? ''))) reasons.push('breached');
    if (besidePersonal && !besidePersonal.enough) reasons.push('personal');
    if (besideProduct && !besideProduct.enough) reasons.push('product-name');
    return reasons;
  }

  private async isCommon(candidates: string[]): Promise<boolean> {
    for (const candidate of candidates) {
      const unit = repeatedUnit(candidate);
      // "aaaaaaaa" and "abcabcabc" are the first things that a guesser tries, on a list or not.
      if (unit !== candidate && unit.length < 8) return true;
      if (await this.breached.includes(candidate)) return true;
      if (unit !== candidate && (await this.breached.includes(unit))) return true;
    }
    return false;
  }
}

/** `abc` for `abcabcabc`; a text that repeats nothing is its own unit. */
const repeatedUnit = (text: string): string =>
  // The first place where a text is found in its own double is the length of its unit.
  text.slice(0, (text + text).indexOf(text, 1));
