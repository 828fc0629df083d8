import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { TextField } from '../../ui/text-field';
import { useAccount } from '../account-data';
import { Actions, Pair, Said, Section } from '../frame/section';
import { useProfileChange } from './use-profile-change';

/** Fields are named like the request's, as the server names them when one needs attention. */
const fields = ['name.given', 'name.family'] as const;
type NameForm = Record<(typeof fields)[number], string>;

export function NameSection() {
  const { t } = useTranslation('account');
  const { name, username } = useAccount();
  const change = useProfileChange();
  const save = (form: NameForm) =>
    change.run({ name: { given: form['name.given'].trim(), family: form['name.family'].trim() } });
  return (
    <Section title={t('profile.name')} lead={t('profile.username', { username })}>
      <Form<NameForm> fields={fields} problem={change.problem} onSubmit={save}>
        <Pair>
          <TextField
            name="name.given"
            label={t('profile.given')}
            autoComplete="given-name"
            required
            maxLength={100}
            defaultValue={name.given}
          />
          <TextField
            name="name.family"
            label={t('profile.family')}
            autoComplete="family-name"
            required
            maxLength={100}
            defaultValue={name.family}
          />
        </Pair>
        <Actions>
          <Button type="submit" look="secondary" pending={change.pending}>
            {t('save')}
          </Button>
          <Said>{change.saved && t('saved')}</Said>
        </Actions>
      </Form>
    </Section>
  );
}
