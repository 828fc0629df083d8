import type { MfaAdoption } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Loaded } from '../../account/frame/loaded';
import { PageTitle } from '../../ui/page-title';
import { useOrganizationData } from '../organization-data';
import type { Standing } from './adoption-data';
import { AdoptionMembers } from './adoption-members';
import { AdoptionSummary } from './adoption-summary';
import { ReminderSection } from './reminder-section';

/** Who has a second step, who has none, and why. */
export function AdoptionPage() {
  const { t } = useTranslation('organization');
  const { time } = useDates();
  const query = useOrganizationData<MfaAdoption>('/mfa-adoption');
  const [standing, setStanding] = useState<Standing | ''>('');
  return (
    <>
      <PageTitle lead={<p>{t('adoption.lead')}</p>}>{t('adoption.title')}</PageTitle>
      <Loaded query={query}>
        {(adoption) => (
          <>
            <p>{t('adoption.asOf', { time: time(adoption.asOf) })}</p>
            <AdoptionSummary adoption={adoption} />
            <ReminderSection adoption={adoption} />
          </>
        )}
      </Loaded>
      <AdoptionMembers standing={standing} onChoose={setStanding} />
    </>
  );
}
