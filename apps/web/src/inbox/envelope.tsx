import type { InboxMessage } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import styles from './inbox.module.css';

/** Whom it went to and when. */
export function Envelope({ message: { to, sentAt } }: { message: InboxMessage }) {
  const { t, i18n } = useTranslation('inbox');
  const sent = new Date(sentAt);
  const today = sent.toDateString() === new Date().toDateString();
  const moment = new Intl.DateTimeFormat(i18n.language, {
    timeStyle: 'medium',
    ...(today ? {} : { dateStyle: 'medium' }),
  });
  return (
    <p className={styles['envelope']}>
      <span>{t('to', { to })}</span>
      <time dateTime={sentAt}>{moment.format(sent)}</time>
    </p>
  );
}
