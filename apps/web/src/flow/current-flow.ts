import type { FlowView, ProblemCode } from '@postern/contracts';
import { queryOptions } from '@tanstack/react-query';
import { dropAccount, personCame } from '../account/person';
import { isProblem, type ApiProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { request, type Method } from '../api/request';
import { useAction, type Action } from '../api/use-action';
import { deviceStorage } from '../app/device-storage';

const path = '/v1/sign-ins/current';
const flowKey = ['flow'];
const endedKey = ['flow', 'ended'];

/** After these nothing is left of the flow: only a new one helps. */
const endings: ProblemCode[] = [
  'flow.required',
  'flow.not_found',
  'flow.expired',
  'assurance.refused',
  'assurance.spent',
  'terms.declined',
];

/** Tells this browser's other tabs that the flow, which they share, has moved. */
const otherTabs = new BroadcastChannel('postern.flow');
otherTabs.onmessage = () => void rereadFlow();

const isOver = (flow: FlowView | undefined): boolean => flow?.step.kind === 'complete';

/** The sign-in, step-up or change under way in this browser. */
export const flowQuery = queryOptions({
  queryKey: flowKey,
  queryFn: async ({ signal }) => {
    try {
      const flow = await request<FlowView>('GET', path, undefined, { signal });
      // Another tab may have begun it after the last one had ended here.
      queryClient.setQueryData(endedKey, null);
      if (isOver(flow)) completed(flow);
      return flow;
    } catch (problem) {
      if (isEnding(problem)) endFlow(problem);
      throw problem;
    }
  },
  staleTime: 0,
  // Somebody who comes back from their mail or their phone sees where it stands now.
  refetchOnWindowFocus: ({ state }) => (isOver(state.data) ? false : 'always'),
  refetchOnReconnect: ({ state }) => (isOver(state.data) ? false : 'always'),
  // A completed flow cannot be read a second time: what came with its end is kept.
  refetchOnMount: ({ state }) => (isOver(state.data) ? false : 'always'),
});

/** Why there is no flow any more, once that is so. */
export const flowEndedQuery = queryOptions<ApiProblem | null>({
  queryKey: endedKey,
  queryFn: () => null,
  enabled: false,
});

export const isEnding = (problem: unknown): problem is ApiProblem => isProblem(problem, ...endings);

/** What a change answered with is what is shown, here and in other tabs. */
export function takeFlow(flow: FlowView): void {
  // What is on its way here may have been read before, and would take its place.
  void queryClient.cancelQueries({ queryKey: flowKey, exact: true });
  queryClient.setQueryData(endedKey, null);
  queryClient.setQueryData(flowKey, flow);
  if (isOver(flow)) completed(flow);
  else deviceStorage.keep('flow', flow.id);
  otherTabs.postMessage(null);
}

/** There is another session now, perhaps somebody else's; a recovery ends them all. */
function completed({ purpose, session }: FlowView): void {
  deviceStorage.forget('flow');
  if (purpose === 'sign-in' || purpose === 'recovery') personCame(session?.account.id ?? null);
  else dropAccount();
}

/** A flow was begun in this browser and has not ended, as far as is known here. */
export const flowIsUnderWay = (): boolean => deviceStorage.read('flow') !== undefined;

const rereadUnlessOver = async (cancelRefetch: boolean): Promise<void> => {
  if (!isOver(queryClient.getQueryData(flowKey)))
    await queryClient.refetchQueries({ queryKey: flowKey, exact: true, type: 'active' }, { cancelRefetch });
};

/** It has moved: reads where it stands now, unless nobody here looks at it or it is over. */
export const rereadFlow = (): Promise<void> => rereadUnlessOver(true);

/** It may have moved: a slower answer than the time between two questions is waited for. */
export const pollFlow = (): Promise<void> => rereadUnlessOver(false);

function endFlow(problem: ApiProblem): void {
  deviceStorage.forget('flow');
  queryClient.setQueryData(endedKey, problem);
}

/** Gives up the flow under way; that it is gone already is as good. */
export async function abandonFlow(): Promise<void> {
  try {
    await request('DELETE', path);
  } catch (problem) {
    if (!isEnding(problem)) throw problem;
  }
  deviceStorage.forget('flow');
  queryClient.removeQueries({ queryKey: flowKey });
  otherTabs.postMessage(null);
}

export interface FlowCall {
  method?: Method;
  /** Below the current flow, such as `/answer`. */
  to: string;
  /** Or how to come by it, where the browser is asked for something first. */
  body?: object | (() => Promise<object>);
}

/** After these the flow stands elsewhere than this page shows. The last wrong answer is rejected like any other, and locks. */
const hasMoved = (problem: unknown): boolean =>
  isProblem(problem, 'flow.step_out_of_order', 'challenge.locked') ||
  (isProblem(problem, 'challenge.rejected') && problem.body.attemptsLeft === 0);

/** Something that moves the flow. The reply is its new state; where it has moved on by itself, that is read instead. */
export function useFlowAction({ onMoved }: { onMoved?: () => void } = {}): Action<FlowCall> {
  return useAction(call, {
    onDone: (flow) => {
      takeFlow(flow);
      onMoved?.();
    },
    onProblem: (problem) => {
      if (isEnding(problem)) endFlow(problem);
      else if (hasMoved(problem)) void rereadFlow();
    },
  });
}

async function call({ method = 'POST', to, body = {} }: FlowCall): Promise<FlowView> {
  const content = typeof body === 'function' ? await body() : body;
  return request<FlowView>(method, `${path}${to}`, method === 'DELETE' ? undefined : content);
}
