import { Clock } from '@postern/kernel';
import type { Administrator } from '../policy/administrator.js';
import { Rollout } from './rollout.js';
import { Rollouts } from './rollouts.js';

/** Turns MFA on for everybody in an organization: required at once, prepared one after the other. */
export class BeginRollout {
  constructor(
    private readonly rollouts: Rollouts,
    private readonly clock: Clock,
  ) {}

  /** `begun` false: the rollout is the one that runs already, and nothing has changed. */
  async execute({ organization, accountId }: Administrator): Promise<{ begun: boolean; rollout: Rollout }> {
    const at = this.clock.now();
    return this.rollouts.begin(Rollout.begin(organization, accountId, at), accountId, at);
  }
}
