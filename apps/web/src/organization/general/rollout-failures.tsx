import type { RolloutFailures as Failures, RolloutView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { TextLink } from '../../ui/text-link';
import { useOrganizationId } from '../organization-data';
import { Pager } from '../paging/pager';
import { usePaged } from '../paging/use-paged';
import { useTrail } from '../paging/use-trail';
import styles from './general.module.css';

const pageSize = 25;

/** Who could not be prepared, and why, in the words of the person's language. */
export function RolloutFailures({ rollout: { id: rolloutId, failed } }: { rollout: RolloutView }) {
  const { t } = useTranslation('organization');
  const id = useOrganizationId();
  const trail = useTrail();
  const query = usePaged<Failures>(`/mfa-rollouts/${rolloutId}/failures`, {
    limit: String(pageSize),
    cursor: trail.cursor,
  });
  return (
    <div className={styles['failures']}>
      <h3>{t('rollout.failures')}</h3>
      <Loaded query={query}>
        {({ failures, nextCursor }) => (
          <>
            <ul className={styles['people']} aria-busy={query.isPlaceholderData}>
              {failures.map(({ accountId, username, reason }) => (
                <li key={accountId}>
                  <TextLink to="/organizations/$id/members/$accountId" params={{ id, accountId }} preload={false}>
                    {username}
                  </TextLink>
                  <span>{reason}</span>
                </li>
              ))}
            </ul>
            <Pager
              trail={trail}
              size={pageSize}
              shown={failures.length}
              total={failed}
              nextCursor={nextCursor}
              pending={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}
