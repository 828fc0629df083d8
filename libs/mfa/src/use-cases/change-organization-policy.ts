import { Clock, DomainError } from '@postern/kernel';
import type { Administrator } from '../policy/administrator.js';
import { leavesAKind, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { OrganizationPolicies } from '../policy/organization-policies.js';
import type { OrganizationPolicy } from '../policy/organization-policy.js';
import type { PolicyValues } from '../policy/policy-values.js';

/** Each try means that somebody else has just changed it. */
const maxTries = 20;

/** An administrator says what the organization asks for from now on. Of two at once the last one holds, whole. */
export class ChangeOrganizationPolicy {
  constructor(
    private readonly policies: OrganizationPolicies,
    private readonly installation: EnrollmentPolicy,
    private readonly clock: Clock,
  ) {}

  /** `refused`, and nothing changed, for one that would leave its members no kind. Throws `policy.contended` when others never stop. */
  async execute(
    { accountId, organization }: Pick<Administrator, 'accountId' | 'organization'>,
    values: PolicyValues,
  ): Promise<{ outcome: 'changed'; policy: OrganizationPolicy } | { outcome: 'refused' }> {
    if (!leavesAKind(this.installation, values)) return { outcome: 'refused' };
    for (let tries = 0; tries < maxTries; tries++) {
      const policy = await this.policies.find(organization.id);
      policy.change(values, accountId, this.clock.now());
      if ((await this.policies.save(policy)) === 'saved') return { outcome: 'changed', policy };
    }
    throw new DomainError('policy.contended');
  }
}
