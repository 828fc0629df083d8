import type { AccountId } from '@postern/kernel';
import type { OrganizationId, RolloutId } from '../ids.js';
import type { OrganizationPolicy } from '../policy/organization-policy.js';
import type { Rollout, StillFailed } from './rollout.js';
import type { RolloutFailure } from './preparation.js';

export interface FailedMember {
  accountId: AccountId;
  username: string;
  code: RolloutFailure;
}

/** A rollout, and what is decided about it with. */
export interface FoundRollout {
  rollout: Rollout;
  next: StillFailed;
  /** Whether the organization requires MFA still. */
  required: boolean;
}

/**
 * Rollouts as those who run an organization see them. Each change is one transaction with all rows and messages that come of it.
 * Every method throws when the store cannot be reached, and has then changed nothing.
 */
export abstract class Rollouts {
  /**
   * Writes it down, and that the organization requires MFA from that moment. Where one runs already nothing is written, and that
   * one is the answer: of N at once exactly one begins.
   */
  abstract begin(rollout: Rollout, by: AccountId, at: Date): Promise<{ begun: boolean; rollout: Rollout }>;

  /**
   * Saves a policy that does not require MFA, and cancels the rollout that runs: it ran under the policy before. One that begins
   * at the same moment is either this one, or requires MFA anew, by a later policy, and goes on. `conflict`, and nothing written,
   * when the policy was changed since it was loaded.
   */
  abstract withdraw(policy: OrganizationPolicy, by: AccountId, at: Date): Promise<'saved' | 'conflict'>;

  /** The newest hundred, newest first. */
  abstract of(organizationId: OrganizationId): Promise<Rollout[]>;

  /** Null also for one of another organization. `id` null: the one that runs. */
  abstract find(organizationId: OrganizationId, id: RolloutId | null): Promise<FoundRollout | null>;

  /**
   * `overtaken`: it was changed since it was loaded, or is resumed or retried though MFA is required no more; `another-runs`: it
   * would run beside another one of its organization. Nothing is written then.
   */
  abstract save(rollout: Rollout): Promise<'saved' | 'overtaken' | 'another-runs'>;

  /** Who failed, by account id, beginning after `after`. */
  abstract failures(id: RolloutId, after: AccountId | null, limit: number): Promise<FailedMember[]>;
}
