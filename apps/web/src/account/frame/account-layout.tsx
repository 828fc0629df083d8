import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountNavigation } from './account-navigation';
import { SideLayout } from './side-layout';
import { SignedIn } from './signed-in';

/** What all pages of the account have around them. Shows them to whoever is signed in. */
export function AccountLayout() {
  const { t } = useTranslation('account');
  return (
    <SignedIn>
      {({ name, username }) => (
        <SideLayout
          label={t('title')}
          name={`${name.given} ${name.family}`}
          detail={username}
          links={<AccountNavigation />}
        >
          <Outlet />
        </SideLayout>
      )}
    </SignedIn>
  );
}
