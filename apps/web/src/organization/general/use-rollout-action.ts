import type { RolloutView } from '@postern/contracts';
import { useProtectedAction } from '../../account/use-protected-action';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import type { Action } from '../../api/use-action';
import { rereadOrganization, useOrganizationId } from '../organization-data';
import { takeRollout } from './rollout-data';

export type RolloutAct = 'retry' | 'pause' | 'resume' | 'cancel';

/** What somebody else has done to it meanwhile is read before the refusal is shown. */
export function useRolloutAction(rolloutId: string): Action<RolloutAct> {
  const id = useOrganizationId();
  return useProtectedAction(
    `rollout ${rolloutId}`,
    async (act: RolloutAct) => {
      try {
        return await request<RolloutView>('POST', `/v1/organizations/${id}/mfa-rollouts/${rolloutId}/${act}`, {});
      } catch (problem) {
        if (isProblem(problem, 'rollout.state_refused', 'rollout.running')) {
          await rereadOrganization(id, '/mfa-rollouts');
        }
        throw problem;
      }
    },
    { onDone: (rollout) => takeRollout(id, rollout) },
  );
}
