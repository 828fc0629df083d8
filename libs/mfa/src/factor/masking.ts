const stars = '*****';

/**
 * `b*****n@example.org`: first and last letter of the local part, and a number of stars that never depends on its
 * length. One or two letters would be given away whole, so of those at most the first is shown.
 */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const letters = [...address.slice(0, Math.max(at, 0))];
  const domain = at < 0 ? '' : address.slice(at);
  if (letters.length < 2) return stars + domain;
  return letters[0] + stars + (letters.length < 3 ? '' : letters.at(-1)) + domain;
}

/** `(***) ***-**31`: the last two digits of a number, whatever its length. */
export function maskPhone(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `(***) ***-**${digits.length < 4 ? '**' : digits.slice(-2)}`;
}
