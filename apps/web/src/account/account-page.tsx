import type { AccountView } from '@postern/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { PlainLayout } from '../app/plain-layout';
import { Button } from '../ui/button';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';
import { TextLink } from '../ui/text-link';

export function AccountPage() {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: account, error } = useQuery({
    queryKey: ['account'],
    queryFn: ({ signal }) => request<AccountView>('GET', '/v1/account', undefined, { signal }),
  });
  const signOut = useAction(() => request('DELETE', '/v1/session'), {
    onDone: () => {
      client.removeQueries({ queryKey: ['account'] });
      return navigate({ to: '/sign-in' });
    },
  });
  if (isProblem(error, 'session.required')) {
    return (
      <PlainLayout>
        <PageTitle lead={<p>{error.body.detail}</p>}>{error.body.title}</PageTitle>
        <TextLink to="/sign-in">{t('signIn')}</TextLink>
      </PlainLayout>
    );
  }
  return (
    <PlainLayout>
      <PageTitle lead={account && <p>{account.email}</p>}>
        {account ? `${account.name.given} ${account.name.family}` : t('title')}
      </PageTitle>
      <ProblemNotice problem={error ?? signOut.problem} />
      <Button look="secondary" pending={signOut.pending} onClick={() => signOut.run(undefined)}>
        {t('signOut')}
      </Button>
    </PlainLayout>
  );
}
