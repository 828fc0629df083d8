import type { MemberView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Said, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { ProblemNotice } from '../../ui/problem-notice';
import { useOrganizationId } from '../organization-data';
import { AskedAction } from './asked-action';
import styles from './member.module.css';
import { useBackInView } from './use-back-in-view';

/** For somebody who is not alone in their account, or cannot get in. */
export function HelpSection({ member: { accountId, username, email } }: { member: MemberView }) {
  const { t } = useTranslation('members');
  const path = `/v1/organizations/${useOrganizationId()}/members/${accountId}`;
  const [done, setDone] = useState<'sessionsDone' | 'recoveryDone'>();
  const endSessions = useProtectedAction(
    `end-sessions ${accountId}`,
    (_: undefined) => request('DELETE', `${path}/sessions`),
    { onDone: () => setDone('sessionsDone') },
  );
  const recover = useProtectedAction(
    `password-reset ${accountId}`,
    (_: undefined) => request('POST', `${path}/password-reset`, {}),
    { onDone: () => setDone('recoveryDone') },
  );
  const failed = endSessions.problem ?? recover.problem;
  const part = useBackInView(endSessions.resumed || recover.resumed);
  return (
    <div ref={part}>
      <Section title={t('help.title')} lead={t('help.lead')}>
        <ProblemNotice problem={failed} />
        <Said>{done && !failed && t(`help.${done}`, { username, email })}</Said>
        <div className={styles['deeds']}>
          <div className={styles['deed']}>
            <p>{t('help.recoveryLead')}</p>
            <AskedAction
              action={recover}
              look="secondary"
              button={t('help.recovery')}
              ask={t('help.recoveryAsk', { username })}
              detail={t('help.recoveryAskDetail', { email })}
              no={t('help.keep')}
              yes={t('help.send')}
            />
          </div>
          <div className={styles['deed']}>
            <p>{t('help.sessionsLead')}</p>
            <AskedAction
              action={endSessions}
              look="secondary"
              button={t('help.sessions')}
              ask={t('help.sessionsAsk', { username })}
              detail={t('help.sessionsAskDetail')}
              no={t('help.keep')}
              yes={t('help.signOut')}
            />
          </div>
        </div>
      </Section>
    </div>
  );
}
