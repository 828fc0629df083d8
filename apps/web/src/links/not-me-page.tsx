import type { NoticeView } from '@postern/contracts';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';
import { TextLink } from '../ui/text-link';
import { takeLinkToken } from './link-token';

export function NotMePage() {
  const { t } = useTranslation('links');
  const [token = ''] = useState(takeLinkToken);
  const [done, setDone] = useState(false);
  const { data: notice, error } = useQuery({
    queryKey: ['notice', token],
    queryFn: () => request<NoticeView>('POST', '/v1/notices', { token }),
  });
  const disavow = useAction(() => request('POST', '/v1/notices/disavowals', { token }), {
    onDone: () => setDone(true),
  });
  if (done) {
    return (
      <AuthLayout>
        <PageTitle lead={<p>{t('notMe.thanks')}</p>}>{t('notMe.done')}</PageTitle>
        <TextLink to="/forgot-password">{t('notMe.newPassword')}</TextLink>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout>
      <PageTitle lead={notice && <p>{t('notMe.lead', { username: notice.username })}</p>}>{t('notMe.title')}</PageTitle>
      <ProblemNotice problem={error ?? disavow.problem} />
      {notice && (
        <>
          <ul>
            {notice.effects.map((effect) => (
              <li key={effect}>{t(`notMe.effects.${effect}`)}</li>
            ))}
          </ul>
          <Button wide pending={disavow.pending} onClick={() => disavow.run(undefined)}>
            {t('notMe.button')}
          </Button>
        </>
      )}
    </AuthLayout>
  );
}
