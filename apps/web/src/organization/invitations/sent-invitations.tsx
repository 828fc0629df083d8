import type { InvitationPage, InvitationView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Items } from '../../account/frame/items';
import { Loaded } from '../../account/frame/loaded';
import { Said, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadOrganization, useOrganizationId } from '../organization-data';
import { Pager } from '../paging/pager';
import { usePaged } from '../paging/use-paged';
import type { Trail } from '../paging/use-trail';
import { SentInvitation } from './sent-invitation';
import { useInvite } from './use-invite';

const pageSize = 25;

interface Props {
  trail: Trail;
  said: string;
  onSaid: (words: string) => void;
}

/** The newest first, whatever has become of them. */
export function SentInvitations({ trail, said, onSaid }: Props) {
  const { t } = useTranslation('members');
  const id = useOrganizationId();
  const query = usePaged<InvitationPage>('/invitations', { limit: String(pageSize), cursor: trail.cursor });
  const again = useInvite('invite-again', (email) => onSaid(t('invitations.sent', { email })));
  const revoke = useProtectedAction(
    'revoke-invitation',
    ({ id: invitation }: Pick<InvitationView, 'id' | 'email'>) =>
      request('DELETE', `/v1/organizations/${id}/invitations/${invitation}`),
    {
      onDone: (_, { email }) => {
        onSaid(t('invitations.revoked', { email }));
        return rereadOrganization(id, '/invitations');
      },
    },
  );
  /** What is said of the last thing that was done does not hold for the next. */
  const beginAnew = () => {
    onSaid('');
    again.forget();
    revoke.forget();
  };
  return (
    <Section title={t('invitations.all')}>
      <ProblemNotice problem={again.problem ?? revoke.problem} />
      <Said>{said}</Said>
      <Loaded query={query}>
        {({ invitations, nextCursor }) => (
          <>
            {invitations.length === 0 && <p>{t('invitations.none')}</p>}
            <Items>
              {invitations.map((invitation) => (
                <SentInvitation
                  key={invitation.id}
                  invitation={invitation}
                  pending={again.pending === true || revoke.pending === true}
                  onAgain={() => {
                    beginAnew();
                    again.run({ email: invitation.email, role: invitation.role });
                  }}
                  onRevoke={() => {
                    beginAnew();
                    revoke.run({ id: invitation.id, email: invitation.email });
                  }}
                />
              ))}
            </Items>
            <Pager
              trail={trail}
              size={pageSize}
              shown={invitations.length}
              nextCursor={nextCursor}
              pending={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}
