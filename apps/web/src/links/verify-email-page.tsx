import type { ConsumedEmailVerification } from '@postern/contracts';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { flowIsUnderWay } from '../flow/current-flow';
import { ButtonLink } from '../ui/button-link';
import { PageTitle } from '../ui/page-title';
import { TextLink } from '../ui/text-link';
import { LinkButtonPage } from './link-button-page';

/** Another link that is opened in the same window begins anew. */
export function VerifyEmailPage() {
  const { token } = useRouteContext({ from: '/verify-email' });
  return <Verification key={token} token={token} />;
}

function Verification({ token }: { token: string | undefined }) {
  const { t } = useTranslation('links');
  const [email, setEmail] = useState<string>();
  const verify = useAction(
    (given: string) => request<ConsumedEmailVerification>('POST', '/v1/email-verifications', { token: given }),
    { onDone: (reply) => setEmail(reply.email) },
  );
  if (email === undefined) {
    return <LinkButtonPage words="verifyEmail" token={token} action={verify} otherwise={<GoOn />} />;
  }
  // The link may have been opened on another device than the one that waits: there is nothing to continue here then.
  const here = flowIsUnderWay();
  return (
    <AuthLayout>
      <PageTitle
        key="done"
        lead={
          <>
            <p>
              <Trans t={t} i18nKey="verifyEmail.verified" values={{ email }} components={{ strong: <strong /> }} />
            </p>
            <p>{t('verifyEmail.otherWindow')}</p>
            {!here && <p>{t('close')}</p>}
          </>
        }
      >
        {t('verifyEmail.done')}
      </PageTitle>
      {here ? <GoOn /> : <TextLink to="/sign-in">{t('signIn')}</TextLink>}
    </AuthLayout>
  );
}

function GoOn() {
  const { t } = useTranslation('links');
  return flowIsUnderWay() ? (
    <ButtonLink to="/flow" wide>
      {t('goOn')}
    </ButtonLink>
  ) : (
    <ButtonLink to="/sign-in" wide>
      {t('signIn')}
    </ButtonLink>
  );
}
