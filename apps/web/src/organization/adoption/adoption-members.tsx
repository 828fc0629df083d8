import type { AdoptionMembers as Page } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Actions, Section } from '../../account/frame/section';
import { buttonClass } from '../../ui/button';
import { SelectField } from '../../ui/select-field';
import { useOrganizationId } from '../organization-data';
import { Pager } from '../paging/pager';
import { usePaged } from '../paging/use-paged';
import { useTrail } from '../paging/use-trail';
import { standings, type Standing } from './adoption-data';
import { AdoptionRow } from './adoption-row';
import styles from './adoption.module.css';

interface Props {
  standing: Standing | '';
  onChoose: (standing: Standing | '') => void;
}

const pageSize = 25;

/** How each member stands, a page at a time; all of them as a file. */
export function AdoptionMembers({ standing, onChoose }: Props) {
  const { t } = useTranslation('organization');
  const id = useOrganizationId();
  const trail = useTrail();
  const query = usePaged<Page>('/mfa-adoption/members', {
    limit: String(pageSize),
    standing: standing || undefined,
    cursor: trail.cursor,
  });
  return (
    <Section title={t('adoption.list')}>
      <SelectField
        name="standing"
        label={t('adoption.show')}
        value={standing}
        options={[
          { value: '', label: t('adoption.everybody') },
          ...standings.map((value) => ({ value, label: t(`standings.${value}`) })),
        ]}
        onChange={({ target }) => {
          trail.first();
          onChoose(target.value as Standing | '');
        }}
      />
      <Loaded query={query}>
        {({ members, nextCursor }) => (
          <>
            {members.length === 0 ? (
              <p role="status">{t('adoption.nobody')}</p>
            ) : (
              <ul className={styles['members']} aria-busy={query.isPlaceholderData}>
                {members.map((member) => (
                  <AdoptionRow key={member.accountId} member={member} />
                ))}
              </ul>
            )}
            <Pager
              trail={trail}
              size={pageSize}
              shown={members.length}
              nextCursor={nextCursor}
              pending={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
      <Actions>
        <a
          className={buttonClass('secondary')}
          href={`/v1/organizations/${id}/mfa-adoption/members.csv`}
          download="mfa-adoption.csv"
        >
          {t('adoption.download')}
        </a>
      </Actions>
    </Section>
  );
}
