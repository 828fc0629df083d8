import type { EnrollableKind, FactorView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { useFlowAction } from '../current-flow';
import { EmailAddressForm } from '../email-address-form';
import { FactorChoice } from '../factor-choice';
import { FactorList } from '../factor-list';
import styles from '../flow.module.css';
import { PhoneForm } from '../phone-form';
import type { StepProps } from '../step-props';

type Doing = { what: 'list' } | { what: 'add' } | { what: 'phone' } | { what: 'email' };

/** The methods of somebody who is in already: change, add, remove, or leave all as it is. */
export function ManageFactors({ flow, step }: StepProps<'manage-factors'>) {
  const { t } = useTranslation('flow');
  const [doing, setDoing] = useState<Doing>({ what: 'list' });
  const action = useFlowAction();
  const done = useFlowAction();
  const support = flow.application?.supportContact;
  const show = (what: Doing['what']) => {
    action.forget();
    setDoing({ what });
  };
  const add = (kind: EnrollableKind) =>
    kind === 'sms' ? show('phone') : action.run({ to: '/factors', body: { kind } });
  const change = ({ kind, id }: FactorView) => {
    if (kind === 'sms') show('phone');
    else if (kind === 'email') show('email');
    else action.run({ to: '/factors', body: { kind, replaces: id } });
  };
  const single = (kind: EnrollableKind) => kind === 'sms' || kind === 'email';
  const addable = step.allowed.filter((kind) => !(single(kind) && step.factors.some((factor) => factor.kind === kind)));

  if (doing.what !== 'list') {
    return (
      <>
        <PageTitle key={doing.what} lead={<p>{t(`manage.${doing.what}.lead`)}</p>}>
          {t(`manage.${doing.what}.title`)}
        </PageTitle>
        {doing.what === 'phone' && <PhoneForm action={action} supportContact={support} />}
        {doing.what === 'email' && <EmailAddressForm action={action} supportContact={support} />}
        {doing.what === 'add' && (
          <>
            <ProblemNotice problem={action.problem} supportContact={support} />
            <FactorChoice kinds={addable} pending={action.pending} onChoose={add} />
          </>
        )}
        <Button look="quiet" onClick={() => show('list')}>
          {t('manage.back')}
        </Button>
      </>
    );
  }
  return (
    <>
      {/* Where one was removed, the focus would be nowhere. */}
      <PageTitle key={`list of ${step.factors.length}`} lead={<p>{t('manage.lead')}</p>}>
        {t('manage.title')}
      </PageTitle>
      <ProblemNotice problem={action.problem ?? done.problem} supportContact={support} />
      <FactorList
        factors={step.factors}
        allowed={step.allowed}
        mustKeepOne={step.mustKeepOne}
        pending={action.pending}
        onChange={change}
        onRemove={({ id }) => action.run({ method: 'DELETE', to: `/factors/${id}` })}
      />
      <div className={styles['actions']}>
        {addable.length > 0 && (
          <Button look="secondary" wide onClick={() => show('add')}>
            {t('manage.addButton')}
          </Button>
        )}
        <Button wide pending={done.pending} onClick={() => done.run({ to: '/done' })}>
          {t(flow.purpose === 'sign-in' ? 'manage.continue' : 'manage.done')}
        </Button>
      </div>
    </>
  );
}
