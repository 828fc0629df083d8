import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';
import { MethodsSections } from './methods-sections';
import { PasswordSection } from './password-section';
import { RecoveryCodesSection } from './recovery-codes-section';
import { SessionsSection } from './sessions-section';
import { TrustedDevicesSection } from './trusted-devices-section';

export function SecurityPage() {
  const { t } = useTranslation('account');
  return (
    <>
      <PageTitle lead={<p>{t('security.lead')}</p>}>{t('security.title')}</PageTitle>
      <PasswordSection />
      <MethodsSections />
      <RecoveryCodesSection />
      <TrustedDevicesSection />
      <SessionsSection />
    </>
  );
}
