import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/server-clock';
import { Notice } from '../ui/notice';
import { useCountdown } from '../ui/use-countdown';
import { rereadFlow } from './current-flow';

/** Too many wrong answers: says from when on they are taken again, and is gone by then. */
export function Locked({ until }: { until: string }) {
  const { t, i18n } = useTranslation('flow');
  const over = useCountdown(until) === 0;
  useEffect(() => {
    if (over) void rereadFlow();
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
