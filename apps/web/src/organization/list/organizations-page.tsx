import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function OrganizationsPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('list.title')}</PageTitle>;
}
