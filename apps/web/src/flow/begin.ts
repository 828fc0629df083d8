import type { FlowView } from '@postern/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient } from '../api/query-client';
import type { FlowSearch } from '../app/search';
import { flowIsUnderWay, flowQuery, takeFlow } from './current-flow';

/** Goes on with a flow that has just been begun, wherever from. */
export function useFlowBegun(): (flow: FlowView, search?: FlowSearch) => Promise<void> {
  const navigate = useNavigate();
  return (flow, search) => {
    takeFlow(flow);
    return navigate({ to: '/flow', search: (kept: FlowSearch) => ({ ...kept, ...search }) });
  };
}

/** Whoever goes back to the first page of a sign-in under way lands on the step where it really is. */
export function useContinueFlow(): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!flowIsUnderWay()) return;
    queryClient.fetchQuery({ ...flowQuery, retry: false }).then(
      (flow) => (flow.step.kind === 'complete' ? undefined : navigate({ to: '/flow', replace: true })),
      // It is over, or nobody can say: the form is there for a new one.
      () => undefined,
    );
  }, [navigate]);
}
