import type { ClosedAccount } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { AuthLayout } from '../../branding/auth-layout';
import { ButtonLink } from '../../ui/button-link';
import { PageTitle } from '../../ui/page-title';
import { useDates } from '../dates';

export function AccountClosed({ closed }: { closed: ClosedAccount }) {
  const { t } = useTranslation('account');
  const { date } = useDates();
  return (
    <AuthLayout>
      <PageTitle lead={<p>{t('close.doneDetail', { date: date(closed.deletedAt) })}</p>}>{t('close.done')}</PageTitle>
      <ButtonLink to="/" look="secondary">
        {t('close.home')}
      </ButtonLink>
    </AuthLayout>
  );
}
