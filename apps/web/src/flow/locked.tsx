import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice';

/** Too many wrong answers: says from when on they are taken again. */
export function Locked({ until }: { until: string }) {
  const { t, i18n } = useTranslation('flow');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Notice look="warning" title={t('locked.title')}>
      <p>{t('locked.detail', { time: time.format(new Date(until)) })}</p>
    </Notice>
  );
}
