import type { InvitationView, InviteRequest } from '@postern/contracts';
import { useProtectedAction, type ProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { rereadOrganization, useOrganizationId } from '../organization-data';

/** Sends an invitation: the first, or once more to the same address, which voids the link before. */
export function useInvite(name: string, onSent: (email: string) => void): ProtectedAction<InviteRequest> {
  const id = useOrganizationId();
  return useProtectedAction(
    name,
    (invitation: InviteRequest) => request<InvitationView>('POST', `/v1/organizations/${id}/invitations`, invitation),
    {
      onDone: ({ email }) => {
        onSent(email);
        return rereadOrganization(id, '/invitations');
      },
    },
  );
}
