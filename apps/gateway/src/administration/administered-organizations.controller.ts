import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { organizationsQuery, type OrganizationPage, type OrganizationsQuery } from '@postern/contracts';
import { AdministrationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Organizations } from '../services/organizations.js';
import { CurrentSession } from '../session/current-session.js';
import { StaffOnly } from './staff-only.guard.js';

@Controller('v1/admin/organizations')
@UseGuards(StaffOnly)
export class AdministeredOrganizationsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly organizations: Organizations,
  ) {}

  @Get()
  @AdministrationEndpoint({
    summary: 'All organizations, by name',
    description: '`query`: the beginning of a name. What is done with one of them is done at `/v1/organizations/{id}`.',
    query: organizationsQuery,
    reply: [200, 'OrganizationPage', organizationExamples.all],
  })
  async find(
    @Query({ schema: organizationsQuery }) query: OrganizationsQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationPage> {
    return this.organizations.find(query, (await this.session.of(exchange)).call);
  }
}
