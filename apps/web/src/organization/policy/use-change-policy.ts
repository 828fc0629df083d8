import { useProtectedAction, type ProtectedAction } from '../../account/use-protected-action';
import { useSaved } from '../../account/use-saved';
import { rereadOrganization, takeOrganizationData, useOrganizationId } from '../organization-data';
import { policyOf, type PolicyForm } from './policy-values';
import { putPolicy } from './put-policy';

export type PolicyChange = ProtectedAction<PolicyForm> & { saved: boolean };

export function useChangePolicy(onDone: () => void): PolicyChange {
  const id = useOrganizationId();
  const [saved, setSaved] = useSaved();
  const change = useProtectedAction(`policy ${id}`, (form: PolicyForm) => putPolicy(id, policyOf(form)), {
    onDone: async (view) => {
      takeOrganizationData(id, '/mfa-policy', view);
      onDone();
      setSaved();
      await rereadOrganization(id, '/mfa-policy?', '/mfa-rollouts', '/mfa-adoption');
    },
  });
  return { ...change, saved };
}
