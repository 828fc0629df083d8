import type { OrganizationId } from '../ids.js';
import type { OrganizationPolicy } from './organization-policy.js';

/**
 * What organizations ask for. Events become outgoing messages in the transaction that writes the state. All methods throw when
 * the store cannot be reached, and have then changed nothing.
 */
export abstract class OrganizationPolicies {
  /** Of those that have ever said something, by id. */
  abstract of(organizations: readonly OrganizationId[]): Promise<OrganizationPolicy[]>;

  /** One that has never said anything says nothing. */
  abstract find(organization: OrganizationId): Promise<OrganizationPolicy>;

  /** `conflict`, and nothing written, when it was changed since it was loaded: of N parallel changes exactly one is saved. */
  abstract save(policy: OrganizationPolicy): Promise<'saved' | 'conflict'>;
}
