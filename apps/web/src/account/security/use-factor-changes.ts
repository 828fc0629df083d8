import type { FlowView } from '@postern/contracts';
import { request } from '../../api/request';
import { useFlowBegun } from '../../flow/begin';
import { useProtectedAction, type ProtectedAction } from '../use-protected-action';

/** Adding, replacing and removing methods is a flow of its own, which comes back here. */
export function useFactorChanges(name: string): ProtectedAction<undefined> {
  const flowBegun = useFlowBegun();
  return useProtectedAction(
    name,
    (_nothing: undefined) => request<FlowView>('POST', '/v1/account/factor-changes', {}),
    { onDone: (flow) => flowBegun(flow, { returnTo: '/account/security' }) },
  );
}
