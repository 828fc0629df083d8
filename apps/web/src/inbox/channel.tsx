import type { InboxMessage } from '@postern/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { Email } from './email';
import styles from './inbox.module.css';
import { TextMessage } from './text-message';

interface Props {
  channel: InboxMessage['channel'];
  /** Of all channels, newest first. */
  messages: readonly InboxMessage[];
}

export function Channel({ channel, messages }: Props) {
  const { t } = useTranslation('inbox');
  const heading = useId();
  const own = messages.filter((message) => message.channel === channel);
  return (
    <section aria-labelledby={heading} className={styles['channel']}>
      <h2 id={heading}>
        <Icon name={channel === 'email' ? 'email' : 'phone'} />
        {t(`channels.${channel}`)}
      </h2>
      {own.length === 0 ? (
        <p className={styles['empty']}>{t(`none.${channel}`)}</p>
      ) : (
        <ul className={styles['messages']}>
          {own.map((message, index) => (
            <li key={message.id} className={styles['message']}>
              {channel === 'email' ? (
                <Email message={message} newest={index === 0} />
              ) : (
                <TextMessage message={message} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
