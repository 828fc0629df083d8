import type { InviteRequest } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, Pair, Section } from '../../account/frame/section';
import { languageNames, languages } from '../../i18n/languages';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { TextLink } from '../../ui/text-link';
import { useOrganizationId } from '../organization-data';
import { useInvite } from './use-invite';

type InviteForm = Required<InviteRequest>;

const fields = ['email', 'role', 'locale'] as const;

export function InviteSection({ onSent }: { onSent: (email: string) => void }) {
  const { t, i18n } = useTranslation('members');
  const id = useOrganizationId();
  // An empty form is another form.
  const [sent, setSent] = useState(0);
  const invite = useInvite('invite', (email) => {
    setSent((count) => count + 1);
    onSent(email);
  });
  const kept = sent === 0 ? invite.kept : undefined;
  return (
    <Section
      title={t('invitations.invite')}
      lead={
        <>
          {t('invitations.manyHint')}{' '}
          <TextLink to="/organizations/$id/import" params={{ id }}>
            {t('invitations.toImport')}
          </TextLink>
        </>
      }
    >
      <Form<InviteForm>
        key={sent}
        fields={fields}
        problem={invite.problem}
        onSubmit={(form) => invite.run({ ...form, email: form.email.trim() })}
      >
        <TextField
          name="email"
          type="email"
          label={t('invitations.email')}
          autoComplete="off"
          required
          defaultValue={kept?.email}
          takesFocus={sent > 0}
        />
        <Pair>
          <SelectField
            name="role"
            label={t('role')}
            defaultValue={kept?.role ?? 'member'}
            options={[
              { value: 'member', label: t('roles.member') },
              { value: 'administrator', label: t('roles.administrator') },
            ]}
          />
          <SelectField
            name="locale"
            label={t('invitations.locale')}
            defaultValue={kept?.locale ?? i18n.language}
            options={languages.map((language) => ({
              value: language,
              label: languageNames[language],
              lang: language,
            }))}
          />
        </Pair>
        <Actions>
          <Button type="submit" pending={invite.pending}>
            {t('invitations.send')}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}
