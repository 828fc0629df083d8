import type { RolloutView } from '@postern/contracts';
import type { Rollout } from '@postern/mfa-domain';

export const viewOf = ({ state: rollout }: Rollout): RolloutView => {
  const { id, state, members, succeeded, failed, skipped, startedAt, finishedAt } = rollout;
  return {
    id,
    state,
    members,
    succeeded,
    failed,
    skipped,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
};
