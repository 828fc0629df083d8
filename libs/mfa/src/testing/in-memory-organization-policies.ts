import type { OrganizationId } from '../ids.js';
import { OrganizationPolicies } from '../policy/organization-policies.js';
import {
  OrganizationPolicy,
  type OrganizationPolicyChanged,
  type OrganizationPolicyState,
} from '../policy/organization-policy.js';

export class InMemoryOrganizationPolicies extends OrganizationPolicies {
  readonly published: OrganizationPolicyChanged[] = [];
  private readonly stored = new Map<OrganizationId, OrganizationPolicyState>();

  async of(organizations: readonly OrganizationId[]): Promise<OrganizationPolicy[]> {
    const states = organizations.flatMap((id) => this.stored.get(id) ?? []);
    return states.map((state) => OrganizationPolicy.restore(state));
  }

  async find(organization: OrganizationId): Promise<OrganizationPolicy> {
    return this.load(organization);
  }

  async save(policy: OrganizationPolicy): Promise<'saved' | 'conflict'> {
    return this.keep(policy);
  }

  load(organization: OrganizationId): OrganizationPolicy {
    const state = this.stored.get(organization);
    return state ? OrganizationPolicy.restore(state) : OrganizationPolicy.none(organization);
  }

  keep(policy: OrganizationPolicy): 'saved' | 'conflict' {
    const { organizationId, revision } = policy.state;
    const events = policy.pullEvents();
    if ((this.stored.get(organizationId)?.revision ?? 0) !== revision - 1) return 'conflict';
    this.stored.set(organizationId, policy.state);
    this.published.push(...events);
    return 'saved';
  }
}
