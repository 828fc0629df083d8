/** What can be said of a new password before the server judges it. */
export type Flaw = 'short' | 'personal';

/** The least that any installation takes, in code points; some want more and say so. */
const shortest = 8;

/** Parts of names and addresses that are long enough to be recognized. */
export const termsIn = (ownWords: readonly string[]): string[] =>
  ownWords
    .flatMap((words) => [words, ...words.split(/[\s@._-]+/)])
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word.length >= 4);

export function flawsOf(password: string, ownWords: readonly string[]): Flaw[] {
  const length = [...password].length;
  const rest = termsIn(ownWords)
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, term) => text.replaceAll(term, ''), password.toLowerCase());
  return [
    ...(length < shortest ? (['short'] as const) : []),
    ...(rest.length < password.length && [...rest].length < shortest ? (['personal'] as const) : []),
  ];
}
