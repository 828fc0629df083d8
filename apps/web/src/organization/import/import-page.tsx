import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function ImportPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('import.title')}</PageTitle>;
}
