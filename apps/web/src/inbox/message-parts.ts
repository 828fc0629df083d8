/** Six digits on their own: what a passcode looks like, and nothing else in a message does. */
export const codeIn = (text: string): string | undefined => /(?<![\w+-])\d{6}(?![\w-])/.exec(text)?.[0];

/** Plain text, or an address in it. */
export interface Part {
  text: string;
  address: boolean;
}

/** The text in pieces, so that its addresses become links and nothing in it is ever read as markup. */
export const partsOf = (text: string): Part[] =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => ({ text: part, address: index % 2 === 1 }))
    .filter((part) => part.text !== '');

/** Part of an address or number is enough; how somebody groups the digits of a number does not matter. */
export function isTo(to: string, wanted: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s()]/g, '');
  return plain(to).includes(plain(wanted));
}
