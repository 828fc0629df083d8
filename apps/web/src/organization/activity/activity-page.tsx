import { useTranslation } from 'react-i18next';
import { ActivityRecord } from '../../account/activity/activity-record';
import { PageTitle } from '../../ui/page-title';
import { organizationKey, useOrganizationId } from '../organization-data';
import { useOrganizationWords } from './use-organization-words';

/** Who did what in the organization, and to whom. */
export function OrganizationActivityPage() {
  const { t } = useTranslation(['members', 'organization']);
  const id = useOrganizationId();
  const tell = useOrganizationWords();
  return (
    <>
      <PageTitle lead={<p>{t('activity.lead')}</p>}>{t('activity.title', { ns: 'organization' })}</PageTitle>
      <ActivityRecord
        queryKey={organizationKey(id, '/activity')}
        path={`/v1/organizations/${id}/activity`}
        tell={tell}
        none={t('activity.none')}
      />
    </>
  );
}
