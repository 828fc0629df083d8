import type { Locale } from '@postern/contracts';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Area } from './areas';
import commonInEnglish from './en/common.json';
import signInInEnglish from './en/sign-in.json';
import commonInSpanish from './es/common.json';
import signInInSpanish from './es/sign-in.json';
import { bestLanguage, chosenLanguage, keepLanguage } from './languages';

/** What the sign-in page says comes with its script: fetching it would take another round trip. */
const resources = {
  en: { common: commonInEnglish, 'sign-in': signInInEnglish },
  es: { common: commonInSpanish, 'sign-in': signInInSpanish },
};

type Words = Record<string, unknown>;

/** The words of all other areas, loaded with the first page that needs them. */
const lazyWords = import.meta.glob<Words>(['./*/*.json', '!./*/common.json', '!./*/sign-in.json'], {
  import: 'default',
});

export const i18n = createInstance();

i18n.on('languageChanged', (language: string) => {
  document.documentElement.lang = language;
});

export async function startI18n(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: chosenLanguage() ?? bestLanguage(navigator.languages),
    // Both languages have every text (a test sees to it), so none has to stand in for another.
    fallbackLng: false,
    ns: ['common', 'sign-in'],
    resources,
    defaultNS: 'common',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

const inUse = new Set<Area>();

/** Fails where its file cannot be had, so that nobody is shown the names of texts in place of the texts. */
async function loadArea(language: string, area: Area): Promise<void> {
  if (i18n.hasResourceBundle(language, area)) return;
  i18n.addResourceBundle(language, area, await lazyWords[`./${language}/${area}.json`]?.());
}

/** For loaders of routes: the page is shown when its words are there. */
export const loadStrings =
  (...areas: Area[]) =>
  async (): Promise<void> => {
    // Whoever changes the language meanwhile waits for them too.
    for (const area of areas) inUse.add(area);
    await Promise.all(areas.map((area) => loadArea(i18n.language, area)));
  };

/** Where the words cannot be had right now, this page stays in the language that it is in. */
async function changeLanguage(language: Locale): Promise<void> {
  try {
    await Promise.all([...inUse].map((area) => loadArea(language, area)));
  } catch {
    return;
  }
  await i18n.changeLanguage(language);
}

export async function chooseLanguage(language: Locale): Promise<void> {
  keepLanguage(language);
  await changeLanguage(language);
}

/** The account's language counts on devices where nobody has chosen another. */
export async function followAccountLanguage(language: Locale): Promise<void> {
  if (chosenLanguage() === undefined && i18n.language !== language) await changeLanguage(language);
}
