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

/** A step-up, or a change of methods, leads to no sign-in: whoever signs in has left it. */
const signsIn = ({ purpose, step }: FlowView): boolean =>
  step.kind !== 'complete' && (purpose === 'sign-in' || purpose === 'recovery');

/** Whoever goes back to the first page of a sign-in under way lands on the step where it really is. */
export function useContinueFlow(): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!flowIsUnderWay()) return;
    queryClient.fetchQuery({ ...flowQuery, retry: false }).then(
      (flow) => (signsIn(flow) ? navigate({ to: '/flow', replace: true }) : undefined),
      // It is over, or nobody can say: the form is there for a new one.
      () => undefined,
    );
  }, [navigate]);
}
