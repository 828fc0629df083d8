import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem';
import { useAction } from '../../api/use-action';
import { AuthLayout } from '../../branding/auth-layout';
import { useFlowBegun } from '../../flow/begin';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { beginStepUp } from '../step-up';

/**
 * A page that wants more than the session has: of an organization, or of the own account since an organization asks for a
 * second factor. Comes back to the very page.
 */
export function StepUpWanted({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const flowBegun = useFlowBegun();
  const begin = useAction(() => beginStepUp(problem), {
    onDone: (flow) => flowBegun(flow, { returnTo: pathname }),
  });
  return (
    <AuthLayout>
      <PageTitle lead={<p>{t('stepUpWanted.lead')}</p>}>{t('stepUpWanted.title')}</PageTitle>
      <ProblemNotice problem={begin.problem} />
      <Button wide pending={begin.pending} onClick={() => begin.run(undefined)}>
        {t('stepUpWanted.begin')}
      </Button>
    </AuthLayout>
  );
}
