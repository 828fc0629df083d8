import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useStanding } from '../../organization/use-standing';
import { AccountIcon, type AccountIconName } from './account-icon';
import styles from './account-layout.module.css';

const pages = [
  ['/account', 'profile', 'person'],
  ['/account/security', 'security', 'shield'],
  ['/account/activity', 'activity', 'clock'],
  ['/account/preferences', 'preferences', 'sliders'],
  ['/account/organizations', 'organizations', 'building'],
  ['/account/export', 'export', 'download'],
  ['/account/close', 'close', 'door'],
] as const satisfies [string, string, AccountIconName][];

export function AccountNavigation() {
  const { t } = useTranslation('account');
  const { belongs, administers } = useStanding();
  return (
    <ul className={styles['links']}>
      {pages
        .filter(([, page]) => page !== 'organizations' || belongs)
        .map(([to, page, icon]) => (
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
            <AccountIcon name="people" />
            {t('administration')}
          </Link>
        </li>
      )}
    </ul>
  );
}
