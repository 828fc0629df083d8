import type { Clock } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import type { OrganizationId } from '../organization/organization.js';
import type { Organizations } from '../organization/organizations.js';

export class RenameOrganization {
  constructor(
    private readonly organizations: Organizations,
    private readonly clock: Clock,
  ) {}

  /** Of several at the same moment the last one stays. */
  async execute(id: OrganizationId, name: string, by: Administrator): Promise<'renamed' | 'not-found'> {
    for (;;) {
      const found = await this.organizations.get(id);
      if (!found) return 'not-found';
      const { organization } = found;
      organization.rename(name, by, this.clock.now());
      if ((await this.organizations.save(organization)) === 'saved') return 'renamed';
    }
  }
}
