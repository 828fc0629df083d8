import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { Spinner } from '../../ui/spinner';
import { useFlowAction } from '../current-flow';
import { EmailAddressForm } from '../email-address-form';
import styles from '../flow.module.css';
import { ResendButton } from '../resend-button';
import type { StepProps } from '../step-props';
import { useFlowEvents } from '../use-flow-events';

/** The link is under way; it may be opened anywhere, and this page goes on by itself. */
export function AwaitEmail({ flow, step }: StepProps<'await-email'>) {
  const { t } = useTranslation('flow');
  const [another, setAnother] = useState(false);
  const change = useFlowAction({ onMoved: () => setAnother(false) });
  const resend = useFlowAction();
  const cancel = useFlowAction();
  const { reason = 'first' } = step;
  const support = flow.application?.supportContact;
  useFlowEvents('await-email');
  return (
    <>
      <PageTitle
        lead={
          <p>
            <Trans t={t} i18nKey="awaitEmail.lead" values={{ email: step.email }} components={{ strong: <strong /> }} />
          </p>
        }
      >
        {t('awaitEmail.title')}
      </PageTitle>
      <p role="status" className={styles['waiting']}>
        <Spinner />
        {t('awaitEmail.waiting')}
      </p>
      <ProblemNotice problem={resend.problem ?? cancel.problem} supportContact={support} />
      <p>{t('awaitEmail.spam')}</p>
      <div className={styles['row']}>
        <ResendButton
          what="link"
          resendAt={step.resendAt}
          resend={{ ...resend, run: () => resend.run({ to: '/email/resend' }) }}
        />
        {!another && reason !== 'recover' && (
          <Button look="quiet" onClick={() => setAnother(true)}>
            {t('awaitEmail.another')}
          </Button>
        )}
        {reason !== 'first' && (
          <Button
            look="quiet"
            pending={cancel.pending}
            onClick={() => cancel.run({ method: 'DELETE', to: '/factors/pending' })}
          >
            {t(`awaitEmail.cancel.${reason}`)}
          </Button>
        )}
      </div>
      {another && <EmailAddressForm action={change} supportContact={support} />}
    </>
  );
}
