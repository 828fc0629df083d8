import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';
import { TextLink } from '../ui/text-link';
import { takeLinkToken } from './link-token';

interface Props {
  /** Words of the page, in the area `links`. */
  words: 'verifyEmail' | 'confirmEmail';
  /** Where the token goes. */
  to: string;
}

/** A page behind a link that does one thing, when its button is pressed. */
export function OneButtonPage({ words, to }: Props) {
  const { t } = useTranslation('links');
  const [token] = useState(takeLinkToken);
  const [email, setEmail] = useState<string>();
  const use = useAction(() => request<{ email: string }>('POST', to, { token }), {
    onDone: (reply) => setEmail(reply.email),
  });
  if (email !== undefined) {
    return (
      <AuthLayout>
        <PageTitle lead={<p>{t(`${words}.thanks`, { email })}</p>}>{t(`${words}.done`)}</PageTitle>
        <TextLink to={words === 'verifyEmail' ? '/flow' : '/account'}>{t('goOn')}</TextLink>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout>
      <PageTitle lead={<p>{t(`${words}.lead`)}</p>}>{t(`${words}.title`)}</PageTitle>
      {token === undefined && <Notice look="error" title={t('incomplete')} />}
      <ProblemNotice problem={use.problem} />
      <Button wide pending={use.pending} disabled={token === undefined} onClick={() => use.run(undefined)}>
        {t(`${words}.button`)}
      </Button>
      <p>{t('doubt')}</p>
    </AuthLayout>
  );
}
