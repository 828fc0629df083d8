import type { Locale } from '@postern/contracts';
import { deviceStorage } from '../app/device-storage';

export const languages = ['en', 'es'] as const satisfies readonly Locale[];

/** Each language in its own words, for those who do not read the one that is shown. */
export const languageNames: Record<Locale, string> = { en: 'English', es: 'Español' };

const isLanguage = (text: string | undefined): text is Locale => languages.some((language) => language === text);

/** What somebody has chosen on this device; undefined as long as nobody has. */
export function chosenLanguage(): Locale | undefined {
  const kept = deviceStorage.read('language');
  return isLanguage(kept) ? kept : undefined;
}

export const keepLanguage = (language: Locale): void => deviceStorage.keep('language', language);

/** The first of the reader's languages (BCP 47) that there are words in. */
export const bestLanguage = (wanted: readonly string[]): Locale =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
