import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { PageTitle } from '../ui/page-title';
import { LinkProblem } from './link-problem';
import styles from './links.module.css';
import { mayPass } from './may-pass';

interface Props {
  /** Words of the page, in the area `links`. */
  words: 'verifyEmail' | 'confirmEmail' | 'resetPassword';
  token: string | undefined;
  /** What the button does with the token. */
  action: Action<string>;
  /** Where to go when the link is of no use. */
  otherwise: ReactNode;
}

/** A page behind a link that does one thing, and only when its button is pressed: mail scanners open links too. */
export function LinkButtonPage({ words, token, action: { run, pending, problem }, otherwise }: Props) {
  const { t } = useTranslation('links');
  const useless = token === undefined || !mayPass(problem);
  return (
    <AuthLayout>
      <PageTitle lead={useless ? undefined : <p>{t(`${words}.lead`)}</p>}>{t(`${words}.title`)}</PageTitle>
      <LinkProblem token={token} problem={problem} />
      {useless ? (
        otherwise
      ) : (
        <>
          <Button wide pending={pending} onClick={() => run(token)}>
            {t(`${words}.button`)}
          </Button>
          <p className={styles['quiet']}>{t('doubt')}</p>
        </>
      )}
    </AuthLayout>
  );
}
