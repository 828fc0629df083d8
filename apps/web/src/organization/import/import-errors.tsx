import type { MemberImportErrors, MemberImportView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Actions } from '../../account/frame/section';
import { AccountIcon } from '../../account/frame/account-icon';
import { buttonClass } from '../../ui/button';
import { useOrganizationId } from '../organization-data';
import { Pager } from '../paging/pager';
import { useNumbers } from '../paging/use-numbers';
import { usePaged } from '../paging/use-paged';
import { useTrail } from '../paging/use-trail';
import styles from './import.module.css';

const pageSize = 10;

/** Which rows, and what to do about each. */
export function ImportErrors({ view: { id: importId, dryRun, failed } }: { view: MemberImportView }) {
  const { t } = useTranslation('members');
  const number = useNumbers();
  const path = `/member-imports/${importId}`;
  const report = `/v1/organizations/${useOrganizationId()}${path}/report.csv`;
  const trail = useTrail();
  const query = usePaged<MemberImportErrors>(`${path}/errors`, { limit: String(pageSize), cursor: trail.cursor });
  return (
    <div className={styles['errors']}>
      <h3>{t(dryRun ? 'import.errorsOfCheck' : 'import.errors')}</h3>
      <p className={styles['quiet']}>{t('import.errorsLead')}</p>
      <Loaded query={query}>
        {({ errors, nextCursor }) => (
          <>
            <ul>
              {errors.map(({ row, username, field, message }) => (
                <li key={`${row} ${field}`}>
                  <p>
                    <strong>{t('import.row', { row: number(row) })}</strong>{' '}
                    {[username, field].filter(Boolean).join(' · ')}
                  </p>
                  <p className={styles['quiet']}>{message}</p>
                </li>
              ))}
            </ul>
            <Pager
              trail={trail}
              size={pageSize}
              shown={errors.length}
              total={failed}
              nextCursor={nextCursor}
              pending={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
      <Actions>
        <a className={buttonClass('secondary')} href={report} download>
          <AccountIcon name="download" />
          {t('import.download')}
        </a>
      </Actions>
    </div>
  );
}
