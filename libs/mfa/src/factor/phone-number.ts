import type { Branded } from '@postern/kernel';

/** E.164, for example `+12125550123`. */
export type PhoneNumber = Branded<string, 'PhoneNumber'>;

export type PhoneRefusal =
  | 'too-short'
  | 'too-long'
  | 'letters'
  | 'digits-only'
  | 'country-code'
  | 'international'
  | 'not-a-us-number'
  | 'cannot-receive-texts';

/** Knowledge of numbering plans. Pure and local: never fails. */
export abstract class PhoneNumbers {
  /** Whether a text message can reach the number, and whether it lies in the United States (not all of +1 does). */
  abstract classify(number: PhoneNumber): 'textable' | 'not-a-us-number' | 'cannot-receive-texts';
}

/** Takes ten US digits as the form asks for them, and says what is wrong with anything else. */
export function judgePhoneNumber(
  typed: string,
  numbers: PhoneNumbers,
): { number: PhoneNumber } | { refused: PhoneRefusal } {
  const refused = judgeShape(typed);
  if (refused) return { refused };
  const number = `+1${typed}` as PhoneNumber;
  const found = numbers.classify(number);
  return found === 'textable' ? { number } : { refused: found };
}

function judgeShape(typed: string): PhoneRefusal | null {
  if (/^\s*\+/.test(typed)) return /^\s*\+\s*1(?!\d{11})/.test(typed) ? 'country-code' : 'international';
  if (/\p{L}/u.test(typed)) return 'letters';
  if (/[^0-9]/.test(typed)) return 'digits-only';
  if (typed.length < 10) return 'too-short';
  // 00 and 011 are the international prefixes; no US area code begins with 0 or 1.
  if (typed.length > 10) return /^(00|011)/.test(typed) ? 'international' : 'too-long';
  return null;
}
