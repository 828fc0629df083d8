import type { InboxMessage } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { PlainLayout } from '../app/plain-layout';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';

export function InboxPage() {
  const { t } = useTranslation('inbox');
  const { data: messages = [], error } = useQuery({
    queryKey: ['inbox'],
    queryFn: ({ signal }) => request<InboxMessage[]>('GET', '/dev/inbox/messages', undefined, { signal }),
    refetchInterval: 1500,
  });
  return (
    <PlainLayout>
      <PageTitle lead={<p>{t('lead')}</p>}>{t('title')}</PageTitle>
      <ProblemNotice problem={error} />
      <ul>
        {messages.map(({ id, to, subject, text }) => (
          <li key={id}>
            <strong>{to}</strong> {subject ?? text}
          </li>
        ))}
      </ul>
    </PlainLayout>
  );
}
