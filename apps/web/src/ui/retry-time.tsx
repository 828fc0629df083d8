import { useTranslation } from 'react-i18next';

/** When to try again: a timer is not read out each time that it changes, and what takes its place is. */
export function RetryTime({ secondsLeft }: { secondsLeft: number }) {
  const { t, i18n } = useTranslation();
  if (secondsLeft === 0) return <p>{t('problem.retryNow')}</p>;
  const relative = new Intl.RelativeTimeFormat(i18n.language);
  return <p role="timer">{t('problem.retryIn', { when: relative.format(...roundedUp(secondsLeft)) })}</p>;
}

const roundedUp = (seconds: number): [number, Intl.RelativeTimeFormatUnit] => {
  if (seconds < 60) return [seconds, 'second'];
  return seconds < 3600 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour'];
};
