import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function AdoptionPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('adoption.title')}</PageTitle>;
}
