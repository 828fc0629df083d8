import type { CreateOrganizationRequest, OrganizationView } from '@postern/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Actions, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { TextField } from '../../ui/text-field';
import { rereadOrganization } from '../organization-data';

const fields = ['name', 'administrator'] as const;
type Values = Record<(typeof fields)[number], string>;

/** For operators: an organization, and who runs it from the start. */
export function CreateOrganization() {
  const { t } = useTranslation('organization');
  const navigate = useNavigate();
  const create = useProtectedAction(
    'create-organization',
    ({ name, administrator }: Values) => {
      const organization: CreateOrganizationRequest = {
        name: name.trim(),
        ...(administrator.trim() === '' ? {} : { administrator: administrator.trim() }),
      };
      return request<OrganizationView>('POST', '/v1/organizations', organization);
    },
    {
      onDone: async ({ id }) => {
        await rereadOrganization('all', '');
        await navigate({ to: '/organizations/$id', params: { id } });
      },
    },
  );
  return (
    <Section title={t('create.title')} lead={t('create.lead')}>
      <Form<Values> fields={fields} problem={create.problem} onSubmit={create.run}>
        <TextField
          name="name"
          label={t('create.name')}
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={create.kept?.name}
        />
        <TextField
          name="administrator"
          label={t('create.administrator')}
          hint={t('create.administratorHint')}
          maxLength={254}
          autoComplete="off"
          autoCapitalize="none"
          defaultValue={create.kept?.administrator}
        />
        <Actions>
          <Button type="submit" pending={create.pending}>
            {t('create.create')}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}
