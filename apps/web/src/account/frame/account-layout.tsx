import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import type { AccountView } from '@postern/contracts';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { PageHeader } from '../../app/page-header';
import { PlainLayout } from '../../app/plain-layout';
import { AuthLayout } from '../../branding/auth-layout';
import { followAccountLanguage } from '../../i18n/i18n';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Loading } from '../../ui/loading';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAccountData } from '../account-data';
import { personLeft } from '../person';
import { AccountClosed } from '../records/account-closed';
import { closedAccountQuery } from '../records/closed-account';
import { AccountIcon } from './account-icon';
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
    // What was shown a moment ago tells whether there was a session here.
    const words = account ? 'signedOut' : 'notSignedIn';
    return (
      <AuthLayout>
        <PageTitle lead={<p>{t(`${words}.lead`)}</p>}>{t(`${words}.title`)}</PageTitle>
        <ButtonLink to="/sign-in" search={{ returnTo: pathname }} wide>
          {t('signIn')}
        </ButtonLink>
      </AuthLayout>
    );
  }
  if (account) {
    return (
      // Another tab may have signed somebody else in: nothing that was typed or shown for the one before stays.
      <Frame key={account.id} account={account}>
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
  const { locale } = account;
  // What is refused is said in the account's language: the page speaks it too, unless another was chosen on this device.
  useEffect(() => void followAccountLanguage(locale), [locale]);
  const signOut = useAction(() => request('DELETE', '/v1/session'), {
    onDone: async () => {
      await navigate({ to: '/sign-in' });
      personLeft();
    },
  });
  return (
    <div className={styles['page']}>
      <PageHeader />
      <div className={styles['columns']}>
        <nav className={styles['side']} aria-label={t('title')}>
          <div className={styles['person']}>
            <strong>{`${account.name.given} ${account.name.family}`}</strong>
            <small>{account.username}</small>
          </div>
          <AccountNavigation />
          <button
            type="button"
            className={styles['link']}
            aria-disabled={signOut.pending || undefined}
            onClick={() => signOut.run(undefined)}
          >
            <AccountIcon name="signOut" />
            {t('signOut')}
          </button>
        </nav>
        <main className={styles['main']}>
          <ProblemNotice problem={signOut.problem} />
          {children}
        </main>
      </div>
    </div>
  );
}
