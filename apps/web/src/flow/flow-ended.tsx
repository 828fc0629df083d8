import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '@postern/contracts';
import type { ApiProblem } from '../api/problem';
import { request } from '../api/request';
import { useApplication } from '../branding/application';
import { ButtonLink } from '../ui/button-link';
import { Notice } from '../ui/notice';
import { PageTitle } from '../ui/page-title';
import { SupportContact } from '../ui/support-contact';
import styles from './flow.module.css';

interface Props {
  problem: ApiProblem;
  /** Slug of the application that it was for. */
  application: string | undefined;
}

/** Nothing is under way any more: too late, given up, or completed in another tab. */
export function FlowEnded({ problem, application: slug }: Props) {
  const { t } = useTranslation('flow');
  const { application } = useApplication(slug);
  // Another tab may have brought it to its end, and then this browser is signed in.
  const { data: session } = useQuery({
    queryKey: ['account', 'session'],
    queryFn: () => request<SessionView>('GET', '/v1/session'),
    retry: false,
    enabled: problem.code !== 'terms.declined',
  });
  if (session) {
    return (
      <>
        <PageTitle lead={<p>{t('ended.signedInDetail', { username: session.account.username })}</p>}>
          {t('ended.signedIn')}
        </PageTitle>
        <ButtonLink to="/account" wide>
          {t('ended.toAccount')}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <PageTitle lead={<p>{problem.body.detail}</p>}>{problem.body.title}</PageTitle>
      {problem.code === 'flow.expired' && <Notice>{t('ended.nothingLost')}</Notice>}
      <ButtonLink to="/sign-in" wide>
        {t('ended.signIn')}
      </ButtonLink>
      {problem.code === 'flow.required' && <p className={styles['quiet']}>{t('ended.cookies')}</p>}
      <SupportContact contact={application?.supportContact} />
    </>
  );
}
