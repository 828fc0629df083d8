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

export function ForgotUsernamePage() {
  const { t } = useTranslation('links');
  const { application } = useSearch({ from: '/entry/forgot-username' });
  const [sent, setSent] = useState(false);
  const ask = useAction((form: { email: string }) => request('POST', '/v1/recovery/username', form), {
    onDone: () => setSent(true),
  });
  if (sent) {
    return (
      <AuthLayout application={application}>
        <PageTitle lead={<p>{t('forgotUsername.sentDetail')}</p>}>{t('checkMail')}</PageTitle>
        <TextLink to="/sign-in">{t('back')}</TextLink>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout application={application}>
      <PageTitle lead={<p>{t('forgotUsername.lead')}</p>}>{t('forgotUsername.title')}</PageTitle>
      <Form<{ email: string }> fields={['email']} problem={ask.problem} onSubmit={ask.run}>
        <TextField name="email" type="email" label={t('email')} autoComplete="email" required />
        <Button type="submit" wide pending={ask.pending}>
          {t('forgotUsername.button')}
        </Button>
      </Form>
      <TextLink to="/sign-in">{t('back')}</TextLink>
    </AuthLayout>
  );
}
