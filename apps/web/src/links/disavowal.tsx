import type { NoticeView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { Icon } from '../ui/icon';
import { PageTitle } from '../ui/page-title';
import { LinkProblem } from './link-problem';
import styles from './links.module.css';
import { mayPass } from './may-pass';

interface Props {
  notice: NoticeView;
  token: string;
}

/** Whoever has closed the account and thinks better of it comes by the same way as whoever did not close it. */
const wordsOf = ({ kind }: NoticeView): 'reopen' | 'notMe' => (kind === 'account-closed' ? 'reopen' : 'notMe');

/** What happened, what saying "this was not me" does, and what is left to do then. */
export function Disavowal({ notice, token }: Props) {
  const { t, i18n } = useTranslation('links');
  const [done, setDone] = useState(false);
  const disavow = useAction(() => request('POST', '/v1/notices/disavowals', { token }), {
    onDone: () => setDone(true),
  });
  if (done) return <Done notice={notice} />;
  const { kind, username, happenedAt, effects } = notice;
  const words = wordsOf(notice);
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' });
  // A server that is newer than this page may tell of what there is no word for here yet.
  const what = i18n.exists(`notMe.kinds.${kind}`, { ns: 'links' }) ? (kind as 'other') : 'other';
  const useless = !mayPass(disavow.problem);
  return (
    <AuthLayout>
      <PageTitle
        lead={
          <>
            <p>{t(`notMe.kinds.${what}`)}</p>
            <p>{t('notMe.when', { moment: moment.format(new Date(happenedAt)), username })}</p>
          </>
        }
      >
        {t(`${words}.title`)}
      </PageTitle>
      <LinkProblem token={token} problem={disavow.problem} />
      {useless ? (
        <ButtonLink to="/forgot-password" wide>
          {t('notMe.newPassword')}
        </ButtonLink>
      ) : (
        <>
          <div className={styles['section']}>
            <p>{t(`${words}.will`)}</p>
            <ul className={styles['list']}>
              {effects.map((effect) => (
                <li key={effect}>
                  <Icon name="check" />
                  {t(`notMe.effects.${effect}`)}
                </li>
              ))}
            </ul>
          </div>
          <Button wide pending={disavow.pending} onClick={() => disavow.run(undefined)}>
            {t(`${words}.button`)}
          </Button>
          <p className={styles['quiet']}>{t(`${words}.doubt`)}</p>
        </>
      )}
    </AuthLayout>
  );
}

function Done({ notice }: { notice: NoticeView }) {
  const { t } = useTranslation('links');
  const passwordNext = notice.effects.includes('password-reset');
  return (
    <AuthLayout>
      <PageTitle key="done" lead={<p>{t('notMe.allDone')}</p>}>
        {t(`${wordsOf(notice)}.done`)}
      </PageTitle>
      <p>{t(passwordNext ? 'notMe.passwordNext' : 'notMe.nothingNext')}</p>
      {passwordNext ? (
        <p className={styles['quiet']}>{t('notMe.passwordAdvice')}</p>
      ) : (
        <ButtonLink to="/sign-in" wide>
          {t('signIn')}
        </ButtonLink>
      )}
    </AuthLayout>
  );
}
