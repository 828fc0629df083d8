import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function OrganizationActivityPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('activity.title')}</PageTitle>;
}
