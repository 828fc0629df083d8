import type { MemberPage } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { PageTitle } from '../../ui/page-title';
import { SelectField } from '../../ui/select-field';
import { useOrganization } from '../organization-data';
import { mostCounted, Pager } from '../paging/pager';
import { useNumbers } from '../paging/use-numbers';
import { usePaged } from '../paging/use-paged';
import { MemberRow } from './member-row';
import styles from './members.module.css';
import { useMembersPlace } from './members-place';
import type { MembersSearch } from './members-search';
import { SearchField } from './search-field';

const pageSize = 25;

/** Everyone, by username, however many they are: a page at a time. */
export function MembersPage() {
  const { t } = useTranslation(['members', 'organization']);
  const { id, name, role } = useOrganization();
  const { search, look, trail } = useMembersPlace();
  const query = usePaged<MemberPage>('/members', { ...search, limit: String(pageSize), cursor: trail.cursor });
  const number = useNumbers();
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageTitle lead={<p>{t('list.lead', { name })}</p>}>{t('members.title', { ns: 'organization' })}</PageTitle>
      {role !== 'support' && (
        <div className={styles['ways']}>
          <ButtonLink to="/organizations/$id/invitations" params={{ id }} look="secondary">
            {t('list.invite')}
          </ButtonLink>
          <ButtonLink to="/organizations/$id/import" params={{ id }} look="secondary">
            {t('list.import')}
          </ButtonLink>
        </div>
      )}
      <search className={styles['search']}>
        <SearchField value={search.query ?? ''} onSearch={(text) => look({ query: text || undefined })} />
        <SelectField
          name="role"
          label={t('list.role')}
          value={search.role ?? ''}
          options={[
            { value: '', label: t('list.everyRole') },
            { value: 'administrator', label: t('list.administrators') },
            { value: 'member', label: t('list.members') },
          ]}
          onChange={({ target }) => look({ role: (target.value || undefined) as MembersSearch['role'] })}
        />
        <SelectField
          name="state"
          label={t('list.state')}
          value={search.state ?? ''}
          options={[
            { value: '', label: t('list.everyState') },
            { value: 'active', label: t('states.active') },
            { value: 'disabled', label: t('states.disabled') },
            { value: 'closed', label: t('states.closed') },
          ]}
          onChange={({ target }) => look({ state: (target.value || undefined) as MembersSearch['state'] })}
        />
      </search>
      <Loaded query={query}>
        {({ members, total, nextCursor }) => (
          <>
            <p role="status" className={styles['count']}>
              {total >= mostCounted
                ? t('list.countOfMany', { formatted: number(total) })
                : t('list.count', { count: total, formatted: number(total) })}
            </p>
            {members.length === 0 ? (
              <>
                <p>
                  {t('list.none')} {t('list.noneHint')}
                </p>
                {(filtered || trail.before > 0) && (
                  <div>
                    <Button
                      look="secondary"
                      onClick={() => look({ query: undefined, role: undefined, state: undefined })}
                    >
                      {t('list.everyone')}
                    </Button>
                  </div>
                )}
              </>
            ) : (
              <ul className={styles['rows']} aria-busy={query.isPlaceholderData}>
                {members.map((member) => (
                  <MemberRow key={member.accountId} member={member} />
                ))}
              </ul>
            )}
            <Pager
              trail={trail}
              size={pageSize}
              shown={members.length}
              total={total}
              nextCursor={nextCursor}
              pending={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
