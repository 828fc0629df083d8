import type { PersonName } from './account.js';

/** Whose password it is to be, as far as that can show up in it. */
export interface PasswordOwner {
  name: PersonName;
  username: string;
  email: string;
}

const shortestTerm = 3;
/** What is left beside the terms must be long enough to be a password by itself. */
const shortestRemainder = 8;
const lookAlikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Lower case without accents: José, JOSE and jose are one. */
const fold = (text: string): string[] => [...text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase()];
/** One sign for one sign, so that places in the result are places in what went in. */
const plain = (letters: string[]): string[] => letters.map((letter) => lookAlikes[letter] ?? letter);

const withParts = (text: string): string[] => [text, ...text.split(/[^\p{L}\p{N}]+/u)];

/** The words that a person's password must not be built from: own names, username, and the parts of the address. */
export function personalTerms({ name, username, email }: PasswordOwner): string[] {
  const [mailbox = '', domain = ''] = email.split('@');
  // The last label (com, org) says nothing about the person.
  const labels = domain.split('.').slice(0, -1);
  return [name.given, name.family, username, mailbox].flatMap(withParts).concat(labels);
}

/**
 * What a password consists of beside the given terms (letters and digits only, folded), or `undefined` when it holds
 * none of them. `enough` says whether that would do as a password.
 */
export function beside(terms: string[], password: string): { text: string; enough: boolean } | undefined {
  const letters = fold(password);
  const searched = plain(letters);
  const wanted = terms
    .map((term) => plain(fold(term)))
    .filter((term) => term.length >= shortestTerm)
    .sort((a, b) => b.length - a.length);
  let found = false;
  for (const term of wanted) {
    for (let at = 0; at + term.length <= letters.length; at++) {
      if (term.every((letter, offset) => searched[at + offset] === letter)) {
        found = true;
        letters.fill('', at, at + term.length);
        searched.fill('', at, at + term.length);
      }
    }
  }
  if (!found) return undefined;
  const text = letters.filter((letter) => /[\p{L}\p{N}]/u.test(letter)).join('');
  return { text, enough: [...text].length >= shortestRemainder };
}
