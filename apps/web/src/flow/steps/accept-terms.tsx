import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useFlowAction } from '../current-flow';
import styles from '../flow.module.css';
import type { StepProps } from '../step-props';

/** Whoever does not agree is not signed in, and is told so before. */
export function AcceptTerms({ flow, step }: StepProps<'accept-terms'>) {
  const { t } = useTranslation('flow');
  const action = useFlowAction();
  const support = flow.application?.supportContact;
  const decide = (accepted: boolean) => action.run({ to: '/terms', body: { accepted, version: step.version } });
  return (
    <>
      <PageTitle lead={<p>{t('terms.lead', { name: flow.application?.name ?? step.application })}</p>}>
        {step.title}
      </PageTitle>
      {/* Whoever scrolls with the keyboard has to be able to get there. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex */}
      <div className={styles['terms']} role="region" aria-label={step.title} tabIndex={0}>
        {step.text}
      </div>
      <p className={styles['quiet']}>{t('terms.version', { version: step.version })}</p>
      <ProblemNotice problem={action.problem} supportContact={support} />
      <div className={styles['actions']}>
        <Button wide pending={action.pending} onClick={() => decide(true)}>
          {t('terms.agree')}
        </Button>
        <Button look="secondary" wide pending={action.pending} onClick={() => decide(false)}>
          {t('terms.disagree')}
        </Button>
        <p className={styles['quiet']}>{t('terms.consequence')}</p>
      </div>
    </>
  );
}
