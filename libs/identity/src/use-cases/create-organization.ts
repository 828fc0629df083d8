import type { AccountId, Clock } from '@postern/kernel';
import { isSurelyCalled, type Credentials } from '../account/credentials.js';
import type { Administrator } from '../application/application.js';
import { Membership } from '../organization/membership.js';
import { Organization } from '../organization/organization.js';
import type { Organizations } from '../organization/organizations.js';

export type CreateOrganizationOutcome =
  | { outcome: 'created'; organization: Organization; administrator: AccountId | null }
  /** `limit`: who would run it belongs to as many organizations as an account can. */
  | { outcome: 'limit' }
  | { outcome: 'account-not-found' }
  /** Named by an address that nobody has proven to be theirs. */
  | { outcome: 'address-unverified' };

export class CreateOrganization {
  constructor(
    private readonly organizations: Organizations,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /**
   * @param administrator username or e-mail address of who runs it from the start; null: whoever creates it, or nobody yet where
   *   that is the command line.
   */
  async execute(name: string, administrator: string | null, by: Administrator): Promise<CreateOrganizationOutcome> {
    const named = administrator === null ? null : await this.find(administrator);
    if (named && 'outcome' in named) return named;
    const at = this.clock.now();
    const organization = Organization.create(name, by, at);
    const accountId = named?.accountId ?? by.actor;
    const facts = { organizationId: organization.id, role: 'administrator', joinedAt: at } as const;
    const first = accountId && Membership.join({ ...facts, accountId }, by);
    const outcome = await this.organizations.add(organization, first);
    if (outcome === 'limit') return { outcome };
    return outcome === 'added'
      ? { outcome: 'created', organization, administrator: accountId }
      : { outcome: 'account-not-found' };
  }

  private async find(administrator: string) {
    const found = await this.credentials.findByIdentifier(administrator);
    if (found?.state !== 'active') return { outcome: 'account-not-found' } as const;
    return isSurelyCalled(administrator, found) ? found : ({ outcome: 'address-unverified' } as const);
  }
}
