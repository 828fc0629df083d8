import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem';
import { useAction } from '../../api/use-action';
import { useFlowBegun } from '../../flow/begin';
import { Button } from '../../ui/button';
import { ProblemNotice } from '../../ui/problem-notice';
import { beginStepUp } from '../step-up';

/** Leads through what a page wants beyond what the session has, and back to the page. */
export function StepUpButton({ problem, wide = false }: { problem: ApiProblem; wide?: boolean }) {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const flowBegun = useFlowBegun();
  const begin = useAction(() => beginStepUp(problem), {
    onDone: (flow) => flowBegun(flow, { returnTo: pathname }),
  });
  return (
    <>
      <ProblemNotice problem={begin.problem} />
      <p>{t('stepUpWanted.lead')}</p>
      <div>
        <Button wide={wide} pending={begin.pending} onClick={() => begin.run(undefined)}>
          {t('stepUpWanted.begin')}
        </Button>
      </div>
    </>
  );
}
