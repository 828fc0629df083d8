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

export function ForgotPasswordPage() {
  const { t } = useTranslation('links');
  const { application } = useSearch({ from: '/entry/forgot-password' });
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState(false);
  const ask = useAction((identifier: string) => request('POST', '/v1/recovery/password', { identifier, application }), {
    onDone: () => setSent(true),
  });
  if (sent) {
    return (
      <AuthLayout application={application}>
        <Sent words="forgotPassword" typed={typed} onAgain={() => setSent(false)} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout application={application}>
      <PageTitle lead={<p>{t('forgotPassword.lead')}</p>}>{t('forgotPassword.title')}</PageTitle>
      <Form<{ identifier: string }>
        fields={['identifier']}
        problem={ask.problem}
        onSubmit={({ identifier }) => {
          setTyped(identifier.trim());
          ask.run(identifier.trim());
        }}
      >
        <TextField
          name="identifier"
          label={t('identifier')}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          defaultValue={typed}
          required
          takesFocus
          aside={<TextLink to="/forgot-username">{t('forgotPassword.forgotUsername')}</TextLink>}
        />
        <Button type="submit" wide pending={ask.pending}>
          {t('forgotPassword.button')}
        </Button>
      </Form>
      <TextLink to="/sign-in">{t('back')}</TextLink>
    </AuthLayout>
  );
}
