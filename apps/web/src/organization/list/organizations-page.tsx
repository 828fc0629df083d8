import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../account/account-data';
import { Loaded } from '../../account/frame/loaded';
import { NotFoundPage } from '../../app/not-found-page';
import { PlainLayout } from '../../app/plain-layout';
import { PageTitle } from '../../ui/page-title';
import { TextLink } from '../../ui/text-link';
import { organizationsQuery } from '../organization-data';
import { administered, isStaff } from '../use-standing';
import { AllOrganizations } from './all-organizations';
import { CreateOrganization } from './create-organization';
import styles from './list.module.css';
import { OrganizationItems } from './organization-items';

/** The way into each organization that one administers. To whoever administers none there is no such page. */
export function OrganizationsPage() {
  const { t } = useTranslation('organization');
  const account = useAccount();
  const mine = useQuery({ ...organizationsQuery, enabled: !isStaff(account) });
  const found = administered(mine.data?.organizations ?? []);
  const [only] = found;
  if (!isStaff(account) && mine.data && !only) return <NotFoundPage />;
  if (only && found.length === 1) return <Navigate to="/organizations/$id" params={{ id: only.id }} replace />;
  return (
    <PlainLayout>
      <PageTitle lead={<p>{t('list.lead')}</p>}>{t('list.title')}</PageTitle>
      <div className={styles['list']}>
        {isStaff(account) ? (
          <AllOrganizations />
        ) : (
          <Loaded query={mine}>{() => <OrganizationItems organizations={found} />}</Loaded>
        )}
        {account.role === 'operator' && <CreateOrganization />}
      </div>
      <p>
        <TextLink to="/account">{t('yourAccount')}</TextLink>
      </p>
    </PlainLayout>
  );
}
