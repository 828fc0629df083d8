import type { MfaPolicyView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Section } from '../../account/frame/section';
import { PageTitle } from '../../ui/page-title';
import { useOrganization, useOrganizationData } from '../organization-data';
import { ApplicationChoice } from './application-choice';
import { OwnPolicy } from './own-policy';

/** What the organization asks of second factors, what holds in the end, and where each value of it comes from. */
export function PolicyPage() {
  const { t } = useTranslation('organization');
  const { name } = useOrganization();
  const [application, setApplication] = useState('');
  const search = application === '' ? '' : `?${new URLSearchParams({ application }).toString()}`;
  const own = useOrganizationData<MfaPolicyView>('/mfa-policy');
  const effective = useOrganizationData<MfaPolicyView>(`/mfa-policy${search}`);
  return (
    <>
      <PageTitle lead={<p>{t('policy.lead', { name })}</p>}>{t('policy.title')}</PageTitle>
      <ApplicationChoice chosen={application} problem={effective.error} onChoose={setApplication} />
      <Section title={t('policy.values')} lead={t('policy.valuesLead')}>
        <Loaded query={own}>
          {(view) => (
            <OwnPolicy
              newest={view}
              // Until it is known what holds there, what holds for the account itself says more than nothing.
              effective={(effective.data ?? view).effective}
            />
          )}
        </Loaded>
      </Section>
    </>
  );
}
