import { hash } from 'node:crypto';
import { locale, type Locale } from '@postern/contracts';
import Negotiator from 'negotiator';

const mostHeld = 50_000;

// `*` stands for any, and the first of all is the one that says nothing: programs send it that nobody told of languages.
const undetermined = 'und';
const supported: string[] = [undetermined, ...locale.options];

/** The language that the request asks for and we speak; undefined where it says nothing, or names none of ours. */
export function acceptedLanguage(acceptLanguage: string | undefined): Locale | undefined {
  const best = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language(supported);
  return locale.safeParse(best).data;
}

/**
 * The languages of people whose flows and sessions were seen lately, for requests that ask for none. Only hashes of tokens
 * are kept, and what is forgotten costs no more than an answer in English.
 */
export class Languages {
  private readonly known = new Map<string, Locale>();

  learn(token: string, language: Locale): void {
    const key = keyOf(token);
    this.known.delete(key);
    this.known.set(key, language);
    if (this.known.size > mostHeld) this.known.delete(this.known.keys().next().value as string);
  }

  /** The language of the person to whom one of the tokens belongs, as far as it is known here. */
  of(tokens: readonly string[]): Locale | undefined {
    return tokens.map((token) => this.known.get(keyOf(token))).find((language) => language !== undefined);
  }
}

const keyOf = (token: string): string => hash('sha256', token, 'base64url');
