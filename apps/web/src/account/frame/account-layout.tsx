import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import type { AccountView } from '@postern/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { PageHeader } from '../../app/page-header';
import { PlainLayout } from '../../app/plain-layout';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Loading } from '../../ui/loading';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { dropAccountData, useAccountData } from '../account-data';
import { AccountClosed } from '../records/account-closed';
import { closedAccountQuery } from '../records/closed-account';
import styles from './account-layout.module.css';
import { AccountNavigation } from './account-navigation';

/** What all pages of the account have around them. Shows them to whoever is signed in. */
export function AccountLayout() {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const { data: closed } = useQuery(closedAccountQuery);
  const { data: account, error, refetch } = useAccountData<AccountView>('');
  if (closed) return <AccountClosed closed={closed} />;
  if (isProblem(error, 'session.required')) {
    return (
      <PlainLayout>
        <PageTitle lead={<p>{error.body.detail}</p>}>{error.body.title}</PageTitle>
        <ButtonLink to="/sign-in" search={{ returnTo: pathname }}>
          {t('signIn')}
        </ButtonLink>
      </PlainLayout>
    );
  }
  if (account) {
    return (
      <Frame account={account}>
        <Outlet />
      </Frame>
    );
  }
  return (
    <PlainLayout>
      {error ? (
        <ProblemNotice problem={error}>
          <Button look="secondary" onClick={() => void refetch()}>
            {t('tryAgain')}
          </Button>
        </ProblemNotice>
      ) : (
        <Loading />
      )}
    </PlainLayout>
  );
}

function Frame({ account, children }: { account: AccountView; children: ReactNode }) {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const signOut = useAction(() => request('DELETE', '/v1/session'), {
    onDone: async () => {
      await navigate({ to: '/sign-in' });
      dropAccountData();
    },
  });
  return (
    <div className={styles['page']}>
      <PageHeader />
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <div className={styles['person']}>
            <strong>{`${account.name.given} ${account.name.family}`}</strong>
            <small>{account.username}</small>
          </div>
          <AccountNavigation />
          <Button look="quiet" pending={signOut.pending} onClick={() => signOut.run(undefined)}>
            {t('signOut')}
          </Button>
        </div>
        <main className={styles['main']}>
          <ProblemNotice problem={signOut.problem} />
          {children}
        </main>
      </div>
    </div>
  );
}
