import type { MfaDryRun } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../ui/text-link';
import { useOrganizationId } from '../organization-data';
import { Pager } from '../paging/pager';
import type { Trail } from '../paging/use-trail';
import styles from './general.module.css';

interface Props {
  run: MfaDryRun;
  trail: Trail;
  pending: boolean;
}

/** Who would be asked, a page at a time; put away until somebody wants to know. */
export function DryRunWho({ run: { who, asked, nextCursor }, trail, pending }: Props) {
  const { t } = useTranslation('organization');
  const id = useOrganizationId();
  if (asked === 0) return null;
  return (
    <details className={styles['who']}>
      <summary>{t('dryRun.who')}</summary>
      <ul className={styles['people']} aria-busy={pending}>
        {who.map(({ accountId, username, email, addressVerified, notAllowed }) => (
          <li key={accountId}>
            <TextLink to="/organizations/$id/members/$accountId" params={{ id, accountId }} preload={false}>
              {username}
            </TextLink>
            <span className={styles['quiet']}>
              {[email, !addressVerified && t('dryRun.notVerified'), notAllowed && t('dryRun.notAllowed')]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <Pager trail={trail} size={25} shown={who.length} total={asked} nextCursor={nextCursor} pending={pending} />
    </details>
  );
}
