import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';
import { useTrail } from '../paging/use-trail';
import { InviteSection } from './invite-section';
import { SentInvitations } from './sent-invitations';

export function InvitationsPage() {
  const { t } = useTranslation(['members', 'organization']);
  const trail = useTrail();
  // What was done with one of them is said in one place, whichever button did it.
  const [said, setSaid] = useState('');
  return (
    <>
      <PageTitle lead={<p>{t('invitations.lead')}</p>}>{t('invitations.title', { ns: 'organization' })}</PageTitle>
      <InviteSection
        onSent={(email) => {
          setSaid(t('invitations.sent', { email }));
          trail.first();
        }}
      />
      <SentInvitations trail={trail} said={said} onSaid={setSaid} />
    </>
  );
}
