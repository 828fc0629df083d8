import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useFlowAction } from '../current-flow';
import { EmailAddressForm } from '../email-address-form';
import styles from '../flow.module.css';
import type { StepProps } from '../step-props';

/** The address for codes and recovery: the account's own, or another one. */
export function VerifyEmail({ flow, step }: StepProps<'verify-email'>) {
  const { t } = useTranslation('flow');
  const [another, setAnother] = useState(false);
  const action = useFlowAction();
  const support = flow.application?.supportContact;
  if (another) {
    return (
      <>
        <PageTitle key="another" lead={<p>{t('verifyEmail.anotherLead')}</p>}>
          {t('verifyEmail.anotherTitle')}
        </PageTitle>
        <EmailAddressForm action={action} supportContact={support} />
        <Button look="quiet" onClick={() => setAnother(false)}>
          {t('verifyEmail.useOwn')}
        </Button>
      </>
    );
  }
  return (
    <>
      <PageTitle
        lead={
          <>
            <p>{t('verifyEmail.lead')}</p>
            <p>
              <strong>{step.accountEmail}</strong>
            </p>
          </>
        }
      >
        {t('verifyEmail.title')}
      </PageTitle>
      <ProblemNotice problem={action.problem} supportContact={support} />
      <div className={styles['actions']}>
        <Button wide pending={action.pending} onClick={() => action.run({ to: '/email' })}>
          {t('verifyEmail.own')}
        </Button>
        <Button
          look="secondary"
          wide
          onClick={() => {
            action.forget();
            setAnother(true);
          }}
        >
          {t('verifyEmail.another')}
        </Button>
      </div>
    </>
  );
}
