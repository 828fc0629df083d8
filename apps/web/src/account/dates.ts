import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/server-clock';

const dayMilliseconds = 86_400_000;

/** Words for moments (RFC 3339), in the language and the time zone of the person. */
export interface DateWords {
  /** Such as "March 4, 2027". */
  date: (moment: string | number) => string;
  /** The date on which so many days will have passed from now. */
  inDays: (days: number) => string;
  /** Such as "2:05 PM". */
  time: (moment: string) => string;
  /** Such as "3 minutes ago", "yesterday"; the date where it is longer than a week ago. */
  ago: (moment: string) => string;
  /** "Today", "yesterday", or the date with its weekday. */
  day: (moment: string) => string;
}

export function useDates(): DateWords {
  const { language } = useTranslation().i18n;
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const date = (moment: string | number): string => dates.format(new Date(moment));
  return {
    date,
    inDays: (days) => date(serverNow() + days * dayMilliseconds),
    time: (moment) => times.format(new Date(moment)),
    ago: (moment) => {
      const minutes = Math.round((serverNow() - Date.parse(moment)) / 60_000);
      if (minutes < 60) return relative.format(-Math.max(0, minutes), 'minute');
      if (minutes < 24 * 60) return relative.format(-Math.round(minutes / 60), 'hour');
      const past = daysAgo(moment);
      return past <= 7 ? relative.format(-past, 'day') : date(moment);
    },
    day: (moment) => {
      const past = daysAgo(moment);
      return capitalized(past < 2 ? relative.format(-past, 'day') : days.format(new Date(moment)), language);
    },
  };
}

/** Midnight of its day, where the person is: moments of one day share it. */
export const dayOf = (moment: string | number): number => new Date(moment).setHours(0, 0, 0, 0);

// Days in which the clock is changed are an hour longer or shorter.
const daysAgo = (moment: string): number => Math.round((dayOf(serverNow()) - dayOf(moment)) / dayMilliseconds);

const capitalized = (text: string, language: string): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
