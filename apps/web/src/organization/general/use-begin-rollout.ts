import type { RolloutView } from '@postern/contracts';
import { useProtectedAction } from '../../account/use-protected-action';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import type { Action } from '../../api/use-action';
import { rereadOrganization, useOrganizationId } from '../organization-data';
import { takeRollout } from './rollout-data';

/** Turns MFA on for everyone. Where another administrator was faster, theirs is shown, and that it was so is said. */
export function useBeginRollout(onBegun: () => void): Action<undefined> & { kept: boolean } {
  const id = useOrganizationId();
  const show = async (rollout: RolloutView): Promise<void> => {
    takeRollout(id, rollout);
    onBegun();
    await rereadOrganization(id, '/mfa-policy');
  };
  const begin = async (): Promise<RolloutView> => {
    try {
      return await request<RolloutView>('POST', `/v1/organizations/${id}/mfa-rollouts`, {});
    } catch (problem) {
      if (isProblem(problem, 'rollout.running') && problem.body.rollout) await show(problem.body.rollout);
      throw problem;
    }
  };
  // That it waits is all there is to keep.
  const { kept, run, ...action } = useProtectedAction(`begin-rollout ${id}`, (_: true) => begin(), { onDone: show });
  return { ...action, run: () => run(true), kept: kept ?? false };
}
