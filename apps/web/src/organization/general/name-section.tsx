import type { OrganizationView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Actions, Said, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { useSaved } from '../../account/use-saved';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { TextField } from '../../ui/text-field';
import { takeOrganizationData, useOrganization } from '../organization-data';

const fields = ['name'] as const;

export function NameSection() {
  const { t } = useTranslation('organization');
  const { id, name } = useOrganization();
  const [saved, setSaved] = useSaved();
  const rename = useProtectedAction(
    `rename ${id}`,
    (values: { name: string }) =>
      request<OrganizationView>('PATCH', `/v1/organizations/${id}`, { name: values.name.trim() }),
    {
      onDone: (organization) => {
        takeOrganizationData(id, '', organization);
        setSaved();
      },
    },
  );
  return (
    <Section title={t('general.name')} lead={t('general.nameLead')}>
      <Form<{ name: string }> fields={fields} problem={rename.problem} onSubmit={rename.run}>
        <TextField
          name="name"
          label={t('general.nameLabel')}
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={rename.kept?.name ?? name}
        />
        <Actions>
          <Button type="submit" look="secondary" pending={rename.pending}>
            {t('save')}
          </Button>
          <Said>{saved && t('saved')}</Said>
        </Actions>
      </Form>
    </Section>
  );
}
