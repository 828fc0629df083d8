import type { OrganizationView } from '@postern/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountIcon } from '../../account/frame/account-icon';
import styles from '../../account/frame/account-layout.module.css';
import { mayOpen, pages } from './pages';

export function OrganizationNavigation({ organization: { id, role } }: { organization: OrganizationView }) {
  const { t } = useTranslation('organization');
  return (
    <ul className={styles['links']}>
      {pages
        .filter(([, page]) => mayOpen(role, page))
        .map(([to, page, icon]) => (
          <li key={to}>
            {/* A member's page is one of the members'. */}
            <Link to={to} params={{ id }} className={styles['link']} activeOptions={{ exact: page !== 'members' }}>
              <AccountIcon name={icon} />
              {t(`${page}.title`)}
            </Link>
          </li>
        ))}
      <li>
        <Link to="/organizations" className={styles['link']} activeOptions={{ exact: true }}>
          <AccountIcon name="building" />
          {t('list.title')}
        </Link>
      </li>
      <li>
        <Link to="/account" className={styles['link']}>
          <AccountIcon name="person" />
          {t('yourAccount')}
        </Link>
      </li>
    </ul>
  );
}
