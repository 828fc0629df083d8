import type { MfaPolicyView, RolloutList } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { PageTitle } from '../../ui/page-title';
import { useOrganization, useOrganizationData } from '../organization-data';
import { MfaSection } from './mfa-section';
import { NameSection } from './name-section';
import { RolloutSection } from './rollout-section';
import { useRollouts } from './rollout-data';

/** What the organization is called, and the switch that turns MFA on for everyone. */
export function GeneralPage() {
  const { t } = useTranslation('organization');
  const { name } = useOrganization();
  const policy = useOrganizationData<MfaPolicyView>('/mfa-policy');
  const rollouts = useRollouts();
  const newest = (list: RolloutList | undefined) => list?.rollouts[0];
  return (
    <>
      <PageTitle lead={<p>{t('general.lead', { name })}</p>}>{t('general.title')}</PageTitle>
      <Loaded query={policy}>{(view) => <MfaSection policy={view} />}</Loaded>
      <Loaded query={rollouts}>
        {(list) => {
          const rollout = newest(list);
          return rollout && <RolloutSection key={rollout.id} rollout={rollout} />;
        }}
      </Loaded>
      <NameSection />
    </>
  );
}
