import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Items } from '../../account/frame/items';
import { Loaded } from '../../account/frame/loaded';
import { Said, Section } from '../../account/frame/section';
import { PageTitle } from '../../ui/page-title';
import { organizationsQuery } from '../organization-data';
import { Membership } from './membership';

/** The organizations that somebody belongs to, and the way out of each. */
export function MembershipsPage() {
  const { t } = useTranslation('organization');
  const [left, setLeft] = useState<string>();
  return (
    <>
      <PageTitle>{t('list.title')}</PageTitle>
      <Section title={t('memberships.title')} lead={t('memberships.lead')}>
        <Said>{left !== undefined && t('memberships.left', { organization: left })}</Said>
        <Loaded query={useQuery(organizationsQuery)}>
          {({ organizations }) =>
            organizations.length === 0 ? (
              <p>{t('memberships.none')}</p>
            ) : (
              <Items>
                {organizations.map((organization) => (
                  <Membership
                    key={organization.id}
                    organization={organization}
                    onLeft={() => setLeft(organization.name)}
                  />
                ))}
              </Items>
            )
          }
        </Loaded>
      </Section>
    </>
  );
}
