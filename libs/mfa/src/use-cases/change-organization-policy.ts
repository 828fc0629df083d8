import { Clock } from '@postern/kernel';
import type { Administrator } from '../policy/administrator.js';
import { leavesAKind, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { OrganizationPolicies } from '../policy/organization-policies.js';
import type { OrganizationPolicy } from '../policy/organization-policy.js';
import type { PolicyValues } from '../policy/policy-values.js';
import { Rollouts } from '../rollout/rollouts.js';

/** An administrator says what the organization asks for from now on, in place of what he has read. */
export class ChangeOrganizationPolicy {
  constructor(
    private readonly policies: OrganizationPolicies,
    private readonly rollouts: Rollouts,
    private readonly installation: EnrollmentPolicy,
    private readonly clock: Clock,
  ) {}

  /**
   * Where MFA is required no more, the rollout that ran has nothing to prepare, and ends with it.
   *
   * @param revision of the policy that was read
   * @returns with nothing changed: `refused` for one that would leave its members no kind, `overtaken` where somebody else has
   *   changed it since.
   */
  async execute(
    { accountId: by, organization }: Pick<Administrator, 'accountId' | 'organization'>,
    values: PolicyValues,
    revision: number,
  ): Promise<{ outcome: 'changed'; policy: OrganizationPolicy } | { outcome: 'refused' | 'overtaken' }> {
    if (!leavesAKind(this.installation, values)) return { outcome: 'refused' };
    const policy = await this.policies.find(organization.id);
    if (policy.state.revision !== revision) return { outcome: 'overtaken' };
    const at = this.clock.now();
    policy.change(values, by, at);
    const saved = policy.isRequired ? await this.policies.save(policy) : await this.rollouts.withdraw(policy, by, at);
    return saved === 'saved' ? { outcome: 'changed', policy } : { outcome: 'overtaken' };
  }
}
