import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';
import { LanguageSection } from './language-section';
import { NotificationsSection } from './notifications-section';
import { ThemeSection } from './theme-section';

export function PreferencesPage() {
  const { t } = useTranslation('account');
  return (
    <>
      <PageTitle>{t('preferences.title')}</PageTitle>
      <LanguageSection />
      <ThemeSection />
      <NotificationsSection />
    </>
  );
}
