import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';

export function PolicyPage() {
  const { t } = useTranslation('organization');
  return <PageTitle>{t('policy.title')}</PageTitle>;
}
