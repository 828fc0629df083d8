import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem';
import { AuthLayout } from '../../branding/auth-layout';
import { PageTitle } from '../../ui/page-title';
import { StepUpButton } from './step-up-button';

/**
 * A page that wants more than the session has: of an organization, or of the own account since an organization asks for a
 * second factor. Comes back to the very page.
 */
export function StepUpWanted({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation('account');
  return (
    <AuthLayout>
      <PageTitle>{t('stepUpWanted.title')}</PageTitle>
      <StepUpButton problem={problem} wide />
    </AuthLayout>
  );
}
