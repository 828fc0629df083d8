import type { InvitationView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { AccountIcon } from '../../account/frame/account-icon';
import { Item } from '../../account/frame/items';
import { Button } from '../../ui/button';

interface Props {
  invitation: InvitationView;
  /** Something is being done with one of them. */
  pending: boolean;
  onAgain: () => void;
  onRevoke: () => void;
}

export function SentInvitation({ invitation, pending, onAgain, onRevoke }: Props) {
  const { t } = useTranslation('members');
  const { date } = useDates();
  const { email, role, invitedBy, createdAt, expiresAt, state } = invitation;
  const open = state === 'open';
  return (
    <Item
      icon={<AccountIcon name="envelope" />}
      title={email}
      badge={t(`invitations.states.${state}`)}
      details={[
        `${t(`roles.${role}`)} · ${t('invitations.by', { by: invitedBy, date: date(createdAt) })}`,
        open || state === 'expired'
          ? t(open ? 'invitations.until' : 'invitations.expired', { date: date(expiresAt) })
          : undefined,
      ]}
      actions={
        state !== 'accepted' && (
          <>
            <Button look="quiet" pending={pending} aria-label={t('invitations.againTo', { email })} onClick={onAgain}>
              {t('invitations.again')}
            </Button>
            {open && (
              <Button
                look="quiet"
                pending={pending}
                aria-label={t('invitations.revokeOf', { email })}
                onClick={onRevoke}
              >
                {t('invitations.revoke')}
              </Button>
            )}
          </>
        )
      }
    />
  );
}
