import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/server-clock';
import { Notice } from '../ui/notice';
import { useCountdown } from '../ui/use-countdown';
import { pollFlow } from './current-flow';

/** The two clocks never agree to the second: by the server's it may not be time yet. */
const againMilliseconds = 2000;

/** Too many wrong answers: says from when on they are taken again, and is gone by then. */
export function Locked({ until }: { until: string }) {
  const { t, i18n } = useTranslation('flow');
  const over = useCountdown(until) === 0;
  useEffect(() => {
    if (!over) return undefined;
    void pollFlow();
    const again = setInterval(() => void pollFlow(), againMilliseconds);
    return () => clearInterval(again);
  }, [over]);
  const moment = new Date(until);
  const today = moment.toDateString() === new Date(serverNow()).toDateString();
  const time = new Intl.DateTimeFormat(i18n.language, {
    timeStyle: 'short',
    ...(today ? {} : { dateStyle: 'medium' }),
  });
  return (
    <Notice look="warning" title={t('locked.title')} takesFocus>
      <p>{t('locked.detail', { time: time.format(moment) })}</p>
    </Notice>
  );
}
