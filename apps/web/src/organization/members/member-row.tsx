import type { MemberView } from '@postern/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { useOrganizationId } from '../organization-data';
import styles from './members.module.css';

/** One member in the list; all of it leads to their page. */
export function MemberRow({ member }: { member: MemberView }) {
  const { t } = useTranslation('members');
  const { ago } = useDates();
  const id = useOrganizationId();
  const { accountId, name, username, email, emailVerified, role, state, lastSignInAt } = member;
  return (
    <li className={styles['row']}>
      <div className={styles['who']}>
        <p>
          <Link to="/organizations/$id/members/$accountId" params={{ id, accountId }} preload={false}>
            {`${name.given} ${name.family}`}
          </Link>{' '}
          {role === 'administrator' && <span className={styles['badge']}>{t('roles.administrator')}</span>}{' '}
          {state !== 'active' && (
            <span className={styles['badge']} data-warns="">
              {t(`states.${state}`)}
            </span>
          )}
        </p>
        <p className={styles['quiet']}>{username}</p>
      </div>
      <div className={styles['more']}>
        <p>{email}</p>
        <p className={styles['quiet']}>
          {[
            lastSignInAt === null ? t('list.neverSignedIn') : t('list.lastSignIn', { ago: ago(lastSignInAt) }),
            !emailVerified && t('list.notVerified'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  );
}
