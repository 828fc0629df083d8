import { useState } from 'react';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { PageTitle } from '../ui/page-title';
import { TextField } from '../ui/text-field';
import { TextLink } from '../ui/text-link';

export function ForgotPasswordPage() {
  const { t } = useTranslation('links');
  const { application } = useSearch({ from: '/entry/forgot-password' });
  const [sent, setSent] = useState(false);
  const ask = useAction(
    (form: { identifier: string }) => request('POST', '/v1/recovery/password', { ...form, application }),
    { onDone: () => setSent(true) },
  );
  if (sent) {
    return (
      <AuthLayout application={application}>
        <PageTitle lead={<p>{t('forgotPassword.sentDetail')}</p>}>{t('checkMail')}</PageTitle>
        <TextLink to="/sign-in">{t('back')}</TextLink>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout application={application}>
      <PageTitle lead={<p>{t('forgotPassword.lead')}</p>}>{t('forgotPassword.title')}</PageTitle>
      <Form<{ identifier: string }> fields={['identifier']} problem={ask.problem} onSubmit={ask.run}>
        <TextField name="identifier" label={t('identifier')} autoComplete="username" autoCapitalize="none" required />
        <Button type="submit" wide pending={ask.pending}>
          {t('forgotPassword.button')}
        </Button>
      </Form>
      <TextLink to="/sign-in">{t('back')}</TextLink>
    </AuthLayout>
  );
}
