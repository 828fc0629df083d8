import type { EnrollableKind } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useFlowAction } from '../current-flow';
import { FactorChoice } from '../factor-choice';
import styles from '../flow.module.css';
import { PhoneForm } from '../phone-form';
import type { StepProps } from '../step-props';

/** Choosing how to prove oneself from now on. */
export function EnrollFactor({ flow, step }: StepProps<'enroll-factor'>) {
  const { t } = useTranslation('flow');
  const onlyPhone = step.allowed.length === 1 && step.allowed[0] === 'sms';
  const [phone, setPhone] = useState(onlyPhone);
  const action = useFlowAction();
  const support = flow.application?.supportContact;
  const choose = (kind: EnrollableKind) => {
    action.forget();
    if (kind === 'sms') setPhone(true);
    else action.run({ to: '/factors', body: { kind } });
  };
  const skip = step.skippable && (
    <div className={styles['row']}>
      <Button look="quiet" pending={action.pending} onClick={() => action.run({ to: '/done' })}>
        {t('enrollFactor.skip')}
      </Button>
    </div>
  );
  if (phone) {
    return (
      <>
        <PageTitle key="phone" lead={<p>{t('phone.lead')}</p>}>
          {t('phone.title')}
        </PageTitle>
        <PhoneForm action={action} supportContact={support} />
        {!onlyPhone && (
          <Button look="quiet" onClick={() => setPhone(false)}>
            {t('anotherMethod')}
          </Button>
        )}
        {onlyPhone && skip}
      </>
    );
  }
  // Offered to whoever has just set up their first, where an organization asks everybody for one.
  const second = step.skippable && step.active.length > 0;
  return (
    <>
      <PageTitle lead={<p>{t(second ? 'enrollFactor.secondLead' : 'enrollFactor.lead')}</p>}>
        {t(second ? 'enrollFactor.second' : 'enrollFactor.title')}
      </PageTitle>
      <ProblemNotice problem={action.problem} supportContact={support} />
      <FactorChoice kinds={step.allowed} pending={action.pending} onChoose={choose} />
      {skip}
    </>
  );
}
