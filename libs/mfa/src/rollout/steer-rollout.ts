import { Clock, type AccountId } from '@postern/kernel';
import type { OrganizationId, RolloutId } from '../ids.js';
import type { Rollout, StillFailed } from './rollout.js';
import { Rollouts } from './rollouts.js';

export type Steering = 'pause' | 'resume' | 'cancel' | 'retry';
export type SteeringOutcome =
  | { ok: true; rollout: Rollout }
  | { ok: false; code: 'rollout.not_found' }
  | { ok: false; code: 'rollout.state_refused'; rollout: Rollout }
  /** There is nothing to tell people about any more. */
  | { ok: false; code: 'rollout.not_required' }
  /** A retry would run beside it. */
  | { ok: false; code: 'rollout.running'; running: Rollout };

const verbs: Record<Steering, (rollout: Rollout, by: AccountId, next: StillFailed, at: Date) => boolean> = {
  pause: (rollout, by, _, at) => rollout.pause(by, at),
  resume: (rollout, by, next, at) => rollout.resume(by, next, at),
  cancel: (rollout, by, _, at) => rollout.cancel(by, at),
  retry: (rollout, by, next, at) => rollout.retry(by, next, at),
};

const goingOn: readonly Steering[] = ['resume', 'retry'];

/** Pauses, resumes, cancels or retries. What answers mean for the rollout is decided meanwhile: then it is looked at anew. */
export class SteerRollout {
  constructor(
    private readonly rollouts: Rollouts,
    private readonly clock: Clock,
  ) {}

  /** `id` null: the one that runs. */
  async execute(
    how: Steering,
    { organizationId, id, by }: { organizationId: OrganizationId; id: RolloutId | null; by: AccountId },
  ): Promise<SteeringOutcome> {
    for (;;) {
      const found = await this.rollouts.find(organizationId, id);
      if (!found) return { ok: false, code: 'rollout.not_found' };
      const { rollout, next, required } = found;
      if (!verbs[how](rollout, by, next, this.clock.now()))
        return { ok: false, code: 'rollout.state_refused', rollout };
      if (!required && goingOn.includes(how)) return { ok: false, code: 'rollout.not_required' };
      const saved = await this.rollouts.save(rollout);
      if (saved === 'saved') return { ok: true, rollout };
      if (saved === 'overtaken') continue;
      const running = await this.rollouts.find(organizationId, null);
      if (running) return { ok: false, code: 'rollout.running', running: running.rollout };
    }
  }
}
