import type { FlowView } from '@postern/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { SupportContact } from '../ui/support-contact';
import { abandonFlow, flowEndedQuery, flowQuery } from './current-flow';
import styles from './flow-page.module.css';
import { FlowEnded } from './flow-ended';
import { accountPage } from './account-page';
import { componentOf } from './steps';

/** The sign-in, step-up or change under way: whatever its step asks for. */
export function FlowPage() {
  const search = useSearch({ from: '/entry/flow' });
  const { data: flow, error, refetch } = useQuery(flowQuery);
  const { data: ended } = useQuery(flowEndedQuery);
  const { t } = useTranslation('flow');
  return (
    <AuthLayout application={flow?.application?.slug ?? search.application}>
      {ended ? (
        <FlowEnded problem={ended} application={flow?.application?.slug ?? search.application} />
      ) : flow ? (
        <Step flow={flow} />
      ) : error ? (
        <ProblemNotice problem={error}>
          <Button look="secondary" onClick={() => void refetch()}>
            {t('tryAgain')}
          </Button>
        </ProblemNotice>
      ) : (
        <Loading />
      )}
    </AuthLayout>
  );
}

function Step({ flow }: { flow: FlowView }) {
  const { step, purpose } = flow;
  const { t } = useTranslation('flow');
  return (
    <>
      {purpose === 'step-up' && step.kind !== 'complete' && <p className={styles['why']}>{t('whyStepUp')}</p>}
      {createElement(componentOf(step.kind), { key: identityOf(flow), flow, step })}
      {step.kind !== 'complete' && (
        <>
          <SupportContact contact={flow.application?.supportContact} />
          <StartOver purpose={purpose} />
        </>
      )}
    </>
  );
}

/** Another factor or address is another screen: nothing that was typed for the last one stays. */
const identityOf = ({ id, step }: FlowView): string =>
  [id, step.kind, 'factor' in step ? step.factor.id : '', 'email' in step ? step.email : ''].join(' ');

function StartOver({ purpose }: { purpose: FlowView['purpose'] }) {
  const { t } = useTranslation('flow');
  const navigate = useNavigate();
  const { returnTo } = useSearch({ from: '/entry/flow' });
  const abandon = useAction(abandonFlow, {
    onDone: () =>
      navigate({ to: purpose === 'sign-in' || purpose === 'recovery' ? '/sign-in' : accountPage(returnTo) }),
  });
  return (
    <div className={styles['start-over']}>
      <ProblemNotice problem={abandon.problem} />
      <Button look="quiet" pending={abandon.pending} onClick={() => abandon.run(undefined)}>
        {t(`startOver.${purpose}`)}
      </Button>
    </div>
  );
}
