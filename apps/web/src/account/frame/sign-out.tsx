import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { ProblemNotice } from '../../ui/problem-notice';
import { personLeft } from '../person';
import { AccountIcon } from './account-icon';
import styles from './account-layout.module.css';

export function SignOut() {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const signOut = useAction(() => request('DELETE', '/v1/session'), {
    onDone: async () => {
      await navigate({ to: '/sign-in' });
      personLeft();
    },
  });
  return (
    <>
      <button
        type="button"
        className={styles['link']}
        aria-disabled={signOut.pending !== false || undefined}
        onClick={() => signOut.run(undefined)}
      >
        <AccountIcon name="signOut" />
        {t('signOut')}
      </button>
      <ProblemNotice problem={signOut.problem} />
    </>
  );
}
