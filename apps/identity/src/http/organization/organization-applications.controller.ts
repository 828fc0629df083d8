import { Controller, Get, UseGuards } from '@nestjs/common';
import type { OrganizationApplications } from '@postern/contracts';
import { Applications } from '@postern/identity-domain';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { helpers, OrganizationGuard, OrganizationRoute } from './organization.guard.js';

/** What an organization's members sign in to: the applications of the installation, by name and no more. */
@Controller('internal/organizations/:id/applications')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class OrganizationApplicationsController {
  constructor(private readonly applications: Applications) {}

  @Get()
  @OrganizationRoute({ roles: helpers })
  async list(): Promise<OrganizationApplications> {
    const all = await this.applications.list();
    return { applications: all.map(({ slug, settings: { name } }) => ({ slug, name })) };
  }
}
