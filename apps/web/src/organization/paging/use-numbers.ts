import { useTranslation } from 'react-i18next';

/** Writes numbers as the page's language does, such as "1,000". */
export function useNumbers(): (number: number) => string {
  const { language } = useTranslation().i18n;
  const format = new Intl.NumberFormat(language);
  return (number) => format.format(number);
}
