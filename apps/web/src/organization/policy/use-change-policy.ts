import type { MfaPolicyView } from '@postern/contracts';
import { useProtectedAction, type ProtectedAction } from '../../account/use-protected-action';
import { useSaved } from '../../account/use-saved';
import { request } from '../../api/request';
import { rereadOrganization, takeOrganizationData, useOrganizationId } from '../organization-data';
import { policyOf, type PolicyForm } from './policy-values';

export type PolicyChange = ProtectedAction<PolicyForm> & { saved: boolean };

export function useChangePolicy(): PolicyChange {
  const id = useOrganizationId();
  const [saved, setSaved] = useSaved();
  const change = useProtectedAction(
    `policy ${id}`,
    (form: PolicyForm) => request<MfaPolicyView>('PUT', `/v1/organizations/${id}/mfa-policy`, policyOf(form)),
    {
      onDone: async (view) => {
        takeOrganizationData(id, '/mfa-policy', view);
        setSaved();
        await rereadOrganization(id, '/mfa-policy?', '/mfa-rollouts', '/mfa-adoption');
      },
    },
  );
  return { ...change, saved };
}
