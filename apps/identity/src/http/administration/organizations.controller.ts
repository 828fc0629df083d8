import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import { organizationsQuery, type OrganizationPage, type OrganizationsQuery } from '@postern/contracts';
import { Organizations, type AccountRole, type OrganizationId } from '@postern/identity-domain';
import { organizationView } from '../organization/organizations.controller.js';
import { idIn, pageOf } from '../organization/page.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { AdministeredBy, AdministrationGuard } from './administration.guard.js';
import type { SignedIn } from './administrator.js';

/** All organizations of the installation. */
@Controller('internal/admin/organizations')
@UseGuards(ServiceTokenGuard, SessionGuard, AdministrationGuard)
export class AllOrganizationsController {
  constructor(private readonly organizations: Organizations) {}

  @Get()
  @AdministeredBy({ roles: ['operator', 'support'] })
  async page(
    @Req() { user }: SignedIn,
    @Query({ schema: organizationsQuery }) { query, cursor, limit }: OrganizationsQuery,
  ): Promise<OrganizationPage> {
    const found = await this.organizations.page(query ?? '', idIn<OrganizationId>(cursor), limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, ({ id }) => id);
    return { organizations: rows.map((one) => organizationView(one, user.holder.role as AccountRole)), nextCursor };
  }
}
