import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useFlowAction } from '../current-flow';
import styles from '../flow.module.css';
import type { StepProps } from '../step-props';

/** For accounts from before the cut-off: set up a second step now, or not now. */
export function ChooseEnrollment({ flow, step }: StepProps<'choose-enrollment'>) {
  const { t, i18n } = useTranslation('flow');
  const action = useFlowAction();
  const choose = (choice: 'enroll' | 'not-now') => action.run({ to: '/enrollment-choice', body: { choice } });
  // A day of the policy, which begins at midnight UTC: it is the same day for everybody.
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeZone: 'UTC' });
  const until = step.deadline ?? null;
  const left = step.postponementsLeft;
  const words = left === 0 ? 'deadlineOver' : until === null ? 'deadline' : 'until';
  const date = day.format(new Date(words === 'until' && until !== null ? until : step.requiredFrom));
  return (
    <>
      <PageTitle lead={<p>{t('chooseEnrollment.lead')}</p>}>{t('chooseEnrollment.title')}</PageTitle>
      <ProblemNotice problem={action.problem} supportContact={flow.application?.supportContact} />
      <p>{t(`chooseEnrollment.${words}`, { date })}</p>
      <div className={styles['actions']}>
        <Button wide pending={action.pending} onClick={() => choose('enroll')}>
          {t('chooseEnrollment.enroll')}
        </Button>
        {left !== 0 && (
          <Button look="secondary" wide pending={action.pending} onClick={() => choose('not-now')}>
            {t('chooseEnrollment.notNow')}
          </Button>
        )}
        {left !== 0 && (
          <p className={styles['quiet']}>
            {left === null ? t('chooseEnrollment.askAgain') : t('chooseEnrollment.left', { count: left })}
          </p>
        )}
      </div>
    </>
  );
}
