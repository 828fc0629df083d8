import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';
import { AddressSection } from './address-section';
import { EmailSection } from './email-section';
import { NameSection } from './name-section';
import { PhoneSection } from './phone-section';

export function ProfilePage() {
  const { t } = useTranslation('account');
  return (
    <>
      <PageTitle lead={<p>{t('profile.lead')}</p>}>{t('profile.title')}</PageTitle>
      <NameSection />
      <EmailSection />
      <PhoneSection />
      <AddressSection />
    </>
  );
}
