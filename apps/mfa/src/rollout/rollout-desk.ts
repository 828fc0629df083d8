import {
  rolloutFailureReason,
  type Locale,
  type RolloutFailures,
  type RolloutList,
  type RolloutView,
} from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import {
  BeginRollout,
  Rollouts,
  SteerRollout,
  type Administrator,
  type Rollout,
  type RolloutId,
  type Steering,
} from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { viewOf } from './rollout-view.js';

/** Rollouts in the words of the interface. Whose they are is said by the administrator's token, and by nothing else (S22). */
export class RolloutDesk {
  constructor(
    private readonly rollouts: Rollouts,
    private readonly beginRollout: BeginRollout,
    private readonly steerRollout: SteerRollout,
  ) {}

  /** @throws Problem `rollout.running`, with the one that does */
  async begin(administrator: Administrator): Promise<RolloutView> {
    const { begun, rollout } = await this.beginRollout.execute(administrator);
    if (!begun) throw new Problem('rollout.running', { rollout: viewOf(rollout) });
    return viewOf(rollout);
  }

  async list({ organization }: Administrator): Promise<RolloutList> {
    return { rollouts: (await this.rollouts.of(organization.id)).map(viewOf) };
  }

  /** @throws Problem `rollout.not_found` */
  async show(administrator: Administrator, id: RolloutId): Promise<RolloutView> {
    return viewOf(await this.find(administrator, id));
  }

  /** @throws Problem `rollout.not_found` */
  async failures(
    administrator: Administrator,
    id: RolloutId,
    { cursor, limit, locale }: { cursor: AccountId | null; limit: number; locale: Locale },
  ): Promise<RolloutFailures> {
    const { state } = await this.find(administrator, id);
    const found = await this.rollouts.failures(state.id, cursor, limit + 1);
    const failures = found.slice(0, limit);
    return {
      failures: failures.map((failure) => ({ ...failure, reason: rolloutFailureReason(failure.code, locale) })),
      nextCursor: found.length > limit ? (failures.at(-1)?.accountId ?? null) : null,
    };
  }

  /**
   * @throws Problem `rollout.not_found`, `rollout.state_refused`, for what goes on though MFA is required no more
   *   `rollout.not_required` and, for a retry beside another one, `rollout.running`
   */
  async steer({ organization, accountId }: Administrator, id: RolloutId, how: Steering): Promise<RolloutView> {
    const wish = { organizationId: organization.id, id, by: accountId };
    const outcome = await this.steerRollout.execute(how, wish);
    if (outcome.ok) return viewOf(outcome.rollout);
    switch (outcome.code) {
      case 'rollout.not_found':
      case 'rollout.not_required':
        throw new Problem(outcome.code);
      case 'rollout.state_refused':
        throw new Problem(outcome.code, { rollout: viewOf(outcome.rollout) });
      case 'rollout.running':
        throw new Problem(outcome.code, { rollout: viewOf(outcome.running) });
    }
  }

  private async find({ organization }: Administrator, id: RolloutId): Promise<Rollout> {
    const found = await this.rollouts.find(organization.id, id);
    if (!found) throw new Problem('rollout.not_found');
    return found.rollout;
  }
}
