import type { Locale } from '@postern/contracts';
import { words, type FactorKind } from './words.js';

/** Intl puts spaces that do not break between numbers and units; some mail programs show them as boxes. */
const plainSpaces = (text: string): string => text.replace(/[\u00A0\u202F]/gu, ' ');

/** What the templates of a language may call; a template that calls anything else does not compile. */
export function helpersOf(locale: Locale) {
  const { format, signInMethods, codesLeft, device } = words[locale];
  const moments = new Intl.DateTimeFormat(format, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const minutes = new Intl.NumberFormat(format, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return {
    /** `2026-11-21T17:37:00.000Z` → `November 21, 2026 at 5:37 PM UTC`. The reader's own time zone is not known here. */
    moment: (iso: string) => `${plainSpaces(moments.format(new Date(iso)))} UTC`,
    minutes: (count: number) => plainSpaces(minutes.format(count)),
    'sign-in-method': (kind: FactorKind) => signInMethods[kind],
    'codes-left': (count: number) => codesLeft[count === 0 ? 'none' : count === 1 ? 'one' : 'many'](count),
    'device-name': device,
  };
}

export const knownHelpers = Object.fromEntries(Object.keys(helpersOf('en')).map((name) => [name, true])) as Record<
  string,
  true
>;
