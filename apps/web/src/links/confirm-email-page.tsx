import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { ButtonLink } from '../ui/button-link';
import { PageTitle } from '../ui/page-title';
import { LinkButtonPage } from './link-button-page';

/** Another link that is opened in the same window begins anew. */
export function ConfirmEmailPage() {
  const { token } = useRouteContext({ from: '/confirm-email' });
  return <Confirmation key={token} token={token} />;
}

function Confirmation({ token }: { token: string | undefined }) {
  const { t } = useTranslation('links');
  const [email, setEmail] = useState<string>();
  const confirm = useAction(
    (given: string) => request<{ email: string }>('POST', '/v1/email-changes', { token: given }),
    {
      onDone: (reply) => {
        setEmail(reply.email);
        return queryClient.invalidateQueries({ queryKey: ['account'] });
      },
    },
  );
  const toAccount = (
    <ButtonLink to="/account" wide>
      {t('toAccount')}
    </ButtonLink>
  );
  if (email === undefined) {
    return <LinkButtonPage words="confirmEmail" token={token} action={confirm} otherwise={toAccount} />;
  }
  return (
    <AuthLayout>
      <PageTitle key="done" lead={<p>{t('confirmEmail.changed', { email })}</p>}>
        {t('confirmEmail.done')}
      </PageTitle>
      {toAccount}
    </AuthLayout>
  );
}
