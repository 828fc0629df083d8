import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function GeneralPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('general.title')}</PageTitle>;
}
