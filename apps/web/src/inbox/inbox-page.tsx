import type { InboxMessage } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { PageHeader } from '../app/page-header';
import { Notice } from '../ui/notice';
import { PageTitle } from '../ui/page-title';
import { TextLink } from '../ui/text-link';
import { Channel } from './channel';
import styles from './inbox.module.css';
import { isTo } from './message-parts';

const refreshMilliseconds = 1500;

/** What would have been sent, on the machine of whoever tries the product out: e-mails and text messages side by side. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const [wanted, setWanted] = useState('');
  const field = useId();
  const { data, error } = useQuery({
    queryKey: ['inbox'],
    queryFn: ({ signal }) => request<InboxMessage[]>('GET', '/dev/inbox/messages', undefined, { signal }),
    refetchInterval: refreshMilliseconds,
    staleTime: 0,
    retry: false,
  });
  const messages = (data ?? []).filter(({ to }) => isTo(to, wanted.trim()));
  return (
    <div className={styles['page']}>
      <PageHeader />
      <main className={styles['main']}>
        <div className={styles['top']}>
          <PageTitle lead={<p>{t('lead')}</p>}>{t('title')}</PageTitle>
          <div className={styles['filter']}>
            <label htmlFor={field}>{t('filter')}</label>
            <input
              id={field}
              type="search"
              placeholder={t('anybody')}
              autoComplete="off"
              spellCheck={false}
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
            />
            <p role="status" className={styles['quiet']}>
              {data && t('count', { count: messages.length })}
            </p>
          </div>
        </div>
        {error && (
          <Notice look="warning" title={t('away')}>
            <p>{t('awayDetail')}</p>
          </Notice>
        )}
        <div className={styles['channels']}>
          <Channel channel="email" messages={messages} />
          <Channel channel="sms" messages={messages} />
        </div>
        <p>
          <TextLink to="/">{t('home')}</TextLink>
        </p>
      </main>
    </div>
  );
}
