import type { OpenedInvitation } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { Loading } from '../ui/loading';
import { PageTitle } from '../ui/page-title';
import { Invitation } from './invitation';
import { LinkProblem } from './link-problem';
import { mayPass } from './may-pass';

/** Behind the link in an invitation: what it is about, before anybody accepts anything. */
export function InvitationPage() {
  const { t } = useTranslation('links');
  const { token } = useRouteContext({ from: '/invitation' });
  // Asking what an invitation is about changes nothing.
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => request<OpenedInvitation>('POST', '/v1/invitations', { token }),
    enabled: token !== undefined,
    staleTime: Infinity,
  });
  if (data && token !== undefined) return <Invitation key={token} invitation={data} token={token} />;
  return (
    <AuthLayout>
      <PageTitle>{t('invitation.title')}</PageTitle>
      {error === null && token !== undefined ? (
        <Loading />
      ) : (
        <>
          <LinkProblem token={token} problem={error} />
          {token === undefined || !mayPass(error) ? (
            <p>{t('invitation.otherwise')}</p>
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
