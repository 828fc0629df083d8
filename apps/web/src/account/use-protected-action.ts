import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { useAction, type Action } from '../api/use-action';
import { useFlowBegun } from '../flow/begin';
import { flowQuery } from '../flow/current-flow';
import { clearInterrupted, interrupt, interruptedAction } from './interrupted';
import { beginStepUp } from './step-up';

export interface ProtectedAction<Values> extends Action<Values> {
  /** What was typed before the person had to show once more who they are. */
  kept: Values | undefined;
  /** Somebody has just come back from showing it. */
  resumed: boolean;
}

interface Then<Reply, Values> {
  onDone?: (reply: Reply, values: Values) => unknown;
}

const leftForStepUp = Symbol('left for a step-up');

/**
 * An action that may need a fresh proof of who it is. It then goes through a step-up and comes back to this page, where the
 * action goes on by itself with what was typed. Whoever gives the step-up up finds what they typed, and nothing done.
 */
export function useProtectedAction<Values, Reply>(
  name: string,
  act: (values: Values) => Promise<Reply>,
  { onDone }: Then<Reply, Values> = {},
): ProtectedAction<Values> {
  const flowBegun = useFlowBegun();
  const { pathname } = useLocation();
  const [interrupted] = useState(() => interruptedAction(name));

  const tryIt = async (values: Values): Promise<Reply | typeof leftForStepUp> => {
    try {
      return await act(values);
    } catch (problem) {
      if (!isProblem(problem, 'session.step_up_required')) throw problem;
      const flow = await beginStepUp(problem);
      interrupt({ name, values, flowId: flow.id });
      await flowBegun(flow, { returnTo: pathname });
      return leftForStepUp;
    }
  };
  const action = useAction(tryIt, {
    onDone: (reply, values) => (reply === leftForStepUp ? undefined : onDone?.(reply, values)),
  });

  const { run } = action;
  useEffect(() => {
    const waiting = interruptedAction(name);
    if (!waiting) return;
    clearInterrupted();
    const flow = queryClient.getQueryData(flowQuery.queryKey);
    if (flow?.id === waiting.flowId && flow.step.kind === 'complete') run(waiting.values as Values);
    // Once, when the page is shown again: what it runs with is what was typed then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return { ...action, kept: interrupted?.values as Values | undefined, resumed: interrupted !== undefined };
}
