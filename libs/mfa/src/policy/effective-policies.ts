import type { Administrator } from './administrator.js';
import { leavesAKind, ofApplication, policyFor, type EnrollmentPolicy } from './enrollment-policy.js';
import { OrganizationPolicies } from './organization-policies.js';
import type { OrganizationPolicy } from './organization-policy.js';
import type { PolicyValues } from './policy-values.js';
import { provenanceOf, type PolicyPart } from './provenance.js';

type For = Pick<Administrator, 'organization' | 'application'>;

/** What holds for an organization's members, as those who run it see it; what other organizations ask of some of them is theirs. */
export class EffectivePolicies {
  constructor(
    private readonly installation: EnrollmentPolicy,
    private readonly policies: OrganizationPolicies,
  ) {}

  own({ organization }: Pick<For, 'organization'>): Promise<OrganizationPolicy> {
    return this.policies.find(organization.id);
  }

  /** Whether the organization's members could set anything up under these values. */
  leavesAKind(values: PolicyValues): boolean {
    return leavesAKind(this.installation, values);
  }

  /** As it would be with these values. */
  with(values: PolicyValues, { application }: Pick<For, 'application'>): EnrollmentPolicy {
    return policyFor(this.installation, application, [values]);
  }

  async now(whom: For): Promise<EnrollmentPolicy> {
    return this.with((await this.own(whom)).state, whom);
  }

  /** With who asks for each value. */
  explained(policy: OrganizationPolicy, { organization, application }: For) {
    const parts: PolicyPart[] = [
      { scope: 'installation', name: null, values: this.installation },
      { scope: 'organization', name: organization.name, values: policy.state },
    ];
    if (application) parts.push({ scope: 'application', name: application.name, values: ofApplication(application) });
    const effective = this.with(policy.state, { application });
    return { effective, from: provenanceOf(effective, parts) };
  }
}
