import type { MemberView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Actions, Said, Section } from '../../account/frame/section';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProblemNotice } from '../../ui/problem-notice';
import { AskedAction } from './asked-action';
import { MethodList } from './method-list';
import styles from './member.module.css';
import { useMemberMethods } from './use-member-methods';
import { useBackInView } from './use-back-in-view';

/** For somebody who has lost what their second step needs (S13). */
export function MethodsSection({ member: { accountId, username } }: { member: MemberView }) {
  const { t } = useTranslation('members');
  const { date, time } = useDates();
  const { methods, resetAt, stopped, problem, show, reset, stop } = useMemberMethods(accountId);
  const part = useBackInView(show.resumed || reset.resumed || stop.resumed);
  return (
    <div ref={part}>
      <Section title={t('methods.title')} lead={t('methods.lead')}>
        <ProblemNotice problem={problem} />
        {resetAt && (
          <Notice look="warning" title={t('methods.waits', { date: date(resetAt), time: time(resetAt) })}>
            <p>{t('methods.waitsDetail')}</p>
            <Actions>
              <Button look="secondary" pending={stop.pending} onClick={() => stop.run(undefined)}>
                {t('methods.stop')}
              </Button>
            </Actions>
          </Notice>
        )}
        <Said>{stopped && t('methods.stopped')}</Said>
        {methods ? (
          <MethodList methods={methods} />
        ) : (
          <Actions>
            <Button look="secondary" pending={show.pending} onClick={() => show.run(undefined)}>
              {t('methods.show')}
            </Button>
          </Actions>
        )}
        {!resetAt && (
          <div className={styles['deed']}>
            <p>{t('methods.resetLead')}</p>
            <AskedAction
              action={reset}
              look="danger"
              button={t('methods.reset')}
              ask={t('methods.resetAsk', { username })}
              detail={t('methods.resetAskDetail')}
              no={t('methods.resetKeep')}
              yes={t('methods.resetNow')}
            />
          </div>
        )}
      </Section>
    </div>
  );
}
