import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { PageTitle } from '../ui/page-title';
import { TextField } from '../ui/text-field';
import { TextLink } from '../ui/text-link';
import { Sent } from './sent';

export function ForgotUsernamePage() {
  const { t } = useTranslation('links');
  const { application } = useSearch({ from: '/entry/forgot-username' });
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState(false);
  const ask = useAction((email: string) => request('POST', '/v1/recovery/username', { email }), {
    onDone: () => setSent(true),
  });
  if (sent) {
    return (
      <AuthLayout application={application}>
        <Sent words="forgotUsername" typed={typed} onAgain={() => setSent(false)} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout application={application}>
      <PageTitle lead={<p>{t('forgotUsername.lead')}</p>}>{t('forgotUsername.title')}</PageTitle>
      <Form<{ email: string }>
        fields={['email']}
        problem={ask.problem}
        onSubmit={({ email }) => {
          setTyped(email.trim());
          ask.run(email.trim());
        }}
      >
        <TextField
          name="email"
          type="email"
          label={t('email')}
          autoComplete="email"
          defaultValue={typed}
          required
          takesFocus
        />
        <Button type="submit" wide pending={ask.pending}>
          {t('forgotUsername.button')}
        </Button>
      </Form>
      <TextLink to="/sign-in">{t('back')}</TextLink>
    </AuthLayout>
  );
}
