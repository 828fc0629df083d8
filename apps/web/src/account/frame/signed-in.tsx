import type { AccountView } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { PlainLayout } from '../../app/plain-layout';
import { AuthLayout } from '../../branding/auth-layout';
import { followAccountLanguage } from '../../i18n/i18n';
import { DraftContext } from '../../ui/draft';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Loading } from '../../ui/loading';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAccountData } from '../account-data';
import { useHasDrafts } from '../draft-store';
import { keepDrafts } from '../drafts';
import { AccountClosed } from '../records/account-closed';
import { closedAccountQuery } from '../records/closed-account';
import { StepUpWanted } from './step-up-wanted';

/** Pages for whoever is signed in; to others it says what is missing. */
export function SignedIn({ children }: { children: (account: AccountView) => ReactNode }) {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const { data: closed } = useQuery(closedAccountQuery);
  const { data: account, error, refetch } = useAccountData<AccountView>('');
  const hasDrafts = useHasDrafts();
  const { id, locale } = account ?? {};
  const keep = useMemo(() => (id === undefined ? undefined : keepDrafts(id)), [id]);
  // What is refused is said in the account's language: the page speaks it too, unless another was chosen on this device.
  useEffect(() => {
    if (locale) void followAccountLanguage(locale);
  }, [locale]);
  if (closed) return <AccountClosed closed={closed} />;
  if (isProblem(error, 'session.required')) {
    // What was shown a moment ago tells whether there was a session here.
    const words = account ? 'signedOut' : 'notSignedIn';
    return (
      <AuthLayout>
        <PageTitle lead={<p>{t(`${words}.lead`)}</p>}>{t(`${words}.title`)}</PageTitle>
        {hasDrafts && <p>{t('signedOut.kept')}</p>}
        <ButtonLink to="/sign-in" search={{ returnTo: pathname }} wide>
          {t('signIn')}
        </ButtonLink>
      </AuthLayout>
    );
  }
  if (isProblem(error, 'session.step_up_required')) return <StepUpWanted problem={error} />;
  // Another tab may have signed somebody else in: nothing that was typed or shown for the one before stays.
  if (account) {
    return (
      <DraftContext key={id} value={keep}>
        {children(account)}
      </DraftContext>
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
