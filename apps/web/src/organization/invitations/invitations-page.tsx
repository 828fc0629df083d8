import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function InvitationsPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('invitations.title')}</PageTitle>;
}
