import type { OrganizationApplications } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Said, Section } from '../../account/frame/section';
import { ProblemNotice } from '../../ui/problem-notice';
import { SelectField } from '../../ui/select-field';
import { useOrganizationData } from '../organization-data';

interface Props {
  /** Its slug; empty: none, but the account itself. */
  chosen: string;
  problem: unknown;
  onChoose: (application: string) => void;
}

/** An application may ask for more than the account itself does: what holds can be seen for each. */
export function ApplicationChoice({ chosen, problem, onChoose }: Props) {
  const { t } = useTranslation('organization');
  const query = useOrganizationData<OrganizationApplications>('/applications');
  return (
    <Section title={t('policy.application')} lead={t('policy.applicationLead')}>
      <Loaded query={query}>
        {({ applications }) => (
          <>
            <ProblemNotice problem={problem} />
            <SelectField
              name="application"
              label={t('policy.applicationLabel')}
              value={chosen}
              onChange={({ target }) => onChoose(target.value)}
              options={[
                { value: '', label: t('policy.noApplication') },
                ...applications.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
            />
            <Said>
              {chosen !== '' &&
                !problem &&
                t('policy.applicationShown', { application: applications.find(({ slug }) => slug === chosen)?.name })}
            </Said>
          </>
        )}
      </Loaded>
    </Section>
  );
}
