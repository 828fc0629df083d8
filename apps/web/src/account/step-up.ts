import type { FlowView, StartStepUpRequest } from '@postern/contracts';
import type { ApiProblem } from '../api/problem';
import { request } from '../api/request';

/** Begins to give what a call wanted that answered `session.step_up_required`. */
export function beginStepUp({ body: { required } }: ApiProblem): Promise<FlowView> {
  const asked: Partial<StartStepUpRequest> = {};
  if (required?.aal === 'aal1' || required?.aal === 'aal2') asked.aal = required.aal;
  return request<FlowView>('POST', '/v1/step-ups', asked);
}
