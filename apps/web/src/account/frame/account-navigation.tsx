import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAdministers } from '../../organization/use-administers';
import { AccountIcon, type AccountIconName } from './account-icon';
import styles from './account-layout.module.css';

const pages = [
  ['/account', 'profile', 'person'],
  ['/account/security', 'security', 'shield'],
  ['/account/activity', 'activity', 'clock'],
  ['/account/preferences', 'preferences', 'sliders'],
  ['/account/export', 'export', 'download'],
  ['/account/close', 'close', 'door'],
] as const satisfies [string, string, AccountIconName][];

export function AccountNavigation() {
  const { t } = useTranslation('account');
  const administers = useAdministers();
  return (
    <ul className={styles['links']}>
      {pages.map(([to, page, icon]) => (
        <li key={to}>
          <Link to={to} className={styles['link']} activeOptions={{ exact: true }}>
            <AccountIcon name={icon} />
            {t(`${page}.title`)}
          </Link>
        </li>
      ))}
      {administers && (
        <li>
          <Link to="/organizations" className={styles['link']}>
            <AccountIcon name="building" />
            {t('organizations')}
          </Link>
        </li>
      )}
    </ul>
  );
}
