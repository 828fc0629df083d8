import type { NoticeView } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { Loading } from '../ui/loading';
import { PageTitle } from '../ui/page-title';
import { Disavowal } from './disavowal';
import { LinkProblem } from './link-problem';
import { mayPass } from './may-pass';

export function NotMePage() {
  const { t } = useTranslation('links');
  const { token } = useRouteContext({ from: '/not-me' });
  // Asking what a notice is about changes nothing.
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['notice', token],
    queryFn: () => request<NoticeView>('POST', '/v1/notices', { token }),
    enabled: token !== undefined,
    staleTime: Infinity,
  });
  if (data && token !== undefined) return <Disavowal key={token} notice={data} token={token} />;
  const useless = token === undefined || !mayPass(error);
  return (
    <AuthLayout>
      <PageTitle>{t('notMe.title')}</PageTitle>
      {error === null && token !== undefined ? (
        <Loading />
      ) : (
        <>
          <LinkProblem token={token} problem={error} />
          {useless ? (
            <>
              <p>{t('notMe.otherwise')}</p>
              <ButtonLink to="/forgot-password" wide>
                {t('notMe.newPassword')}
              </ButtonLink>
            </>
          ) : (
            <Button wide pending={isFetching} onClick={() => void refetch()}>
              {t('tryAgain')}
            </Button>
          )}
        </>
      )}
    </AuthLayout>
  );
}
