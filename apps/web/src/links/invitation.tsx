import type { AccountView, OpenedInvitation, OrganizationView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccountData } from '../account/account-data';
import { useProtectedAction } from '../account/use-protected-action';
import { isProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { request } from '../api/request';
import { AuthLayout } from '../branding/auth-layout';
import { ButtonLink } from '../ui/button-link';
import { Loading } from '../ui/loading';
import { PageTitle } from '../ui/page-title';
import { AcceptInvitation } from './accept-invitation';
import { LinkProblem } from './link-problem';
import styles from './links.module.css';
import { mayPass } from './may-pass';

interface Props {
  invitation: OpenedInvitation;
  token: string;
}

/** Whoever is signed in can accept; others sign in first, or make an account, and come back here. */
export function Invitation({ invitation, token }: Props) {
  const { t, i18n } = useTranslation('links');
  const { data: account, error, isPending } = useAccountData<AccountView>('');
  const [joined, setJoined] = useState<OrganizationView>();
  const accept = useProtectedAction(
    'accept-invitation',
    (_: undefined) => request<OrganizationView>('POST', '/v1/invitations/acceptances', { token }),
    {
      onDone: (organization) => {
        setJoined(organization);
        return queryClient.invalidateQueries({ queryKey: ['account', 'organizations'] });
      },
    },
  );
  if (joined) return <Joined organization={joined} />;
  const { organization, email, role, expiresAt } = invitation;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long' }).format(new Date(expiresAt));
  const administers = role === 'administrator';
  const useless = !mayPass(accept.problem) && !isProblem(accept.problem, 'session.required');
  const signedOut = isProblem(error, 'session.required');
  return (
    <AuthLayout>
      <PageTitle
        lead={
          <>
            <p>{t(administers ? 'invitation.leadAsAdministrator' : 'invitation.lead', { organization })}</p>
            <p>{t('invitation.sentTo', { email, date })}</p>
          </>
        }
      >
        {t('invitation.join', { organization })}
      </PageTitle>
      {accept.problem !== null && <LinkProblem token={token} problem={accept.problem} />}
      {useless ? (
        <ButtonLink to="/account" wide>
          {t('toAccount')}
        </ButtonLink>
      ) : isPending ? (
        <Loading />
      ) : signedOut ? (
        <SignInFirst />
      ) : (
        <AcceptInvitation username={account?.username} accept={accept} />
      )}
      {!useless && <p className={styles['quiet']}>{t('invitation.doubt')}</p>}
    </AuthLayout>
  );
}

function SignInFirst() {
  const { t } = useTranslation('links');
  const search = { returnTo: '/invitation' };
  return (
    <>
      <p>{t('invitation.first')}</p>
      <ButtonLink to="/sign-in" search={search} wide>
        {t('invitation.signIn')}
      </ButtonLink>
      <ButtonLink to="/create-account" search={search} look="secondary" wide>
        {t('invitation.create')}
      </ButtonLink>
    </>
  );
}

function Joined({ organization: { id, name, role } }: { organization: OrganizationView }) {
  const { t } = useTranslation('links');
  // Operators and support may be members as well, and look after it then.
  const looksAfter = role !== 'member';
  return (
    <AuthLayout>
      <PageTitle key="done" lead={<p>{t('invitation.doneDetail')}</p>}>
        {t(role === 'administrator' ? 'invitation.doneAsAdministrator' : 'invitation.done', { organization: name })}
      </PageTitle>
      {looksAfter && (
        <ButtonLink to="/organizations/$id/members" params={{ id }} wide>
          {t('invitation.toOrganization', { organization: name })}
        </ButtonLink>
      )}
      <ButtonLink to="/account" look={looksAfter ? 'secondary' : 'primary'} wide>
        {t('toAccount')}
      </ButtonLink>
    </AuthLayout>
  );
}
