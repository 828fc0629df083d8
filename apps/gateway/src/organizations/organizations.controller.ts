import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  activityQuery,
  createOrganizationRequest,
  renameOrganizationRequest,
  type ActivityQuery,
  type CreateOrganizationRequest,
  type OrganizationActivityPage,
  type OrganizationApplications,
  type OrganizationList,
  type OrganizationView,
} from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { Organizations } from '../services/organizations.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations')
export class OrganizationsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly organizations: Organizations,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'The organizations that one belongs to, and as what',
    reply: [200, 'OrganizationList', organizationExamples.list],
    anybody: true,
  })
  async list(@CurrentExchange() exchange: Exchange): Promise<OrganizationList> {
    return this.organizations.list(await this.organization.call(exchange));
  }

  @Post()
  @OrganizationEndpoint({
    summary: 'Create an organization',
    description:
      'For operators. `administrator` runs it from the start, named by username or by an address that they have verified; where that is absent, whoever creates it does.',
    body: organizationExamples.create,
    reply: [201, 'Organization', organizationExamples.organization],
    anybody: true,
    problems: ['request.not_found', 'session.step_up_required', 'member.limit'],
  })
  async create(
    @Body({ schema: createOrganizationRequest }) organization: CreateOrganizationRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationView> {
    return this.organizations.create(organization, await this.organization.call(exchange));
  }

  @Get(':id')
  @OrganizationEndpoint({
    summary: 'One organization',
    reply: [200, 'Organization', organizationExamples.organization],
  })
  async show(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<OrganizationView> {
    return this.organizations.show(idOrNobodys(id), await this.organization.call(exchange));
  }

  @Patch(':id')
  @OrganizationEndpoint({
    summary: 'Rename an organization',
    body: organizationExamples.rename,
    reply: [200, 'Organization', organizationExamples.organization],
    problems: ['session.step_up_required'],
  })
  async rename(
    @Param('id') id: string,
    @Body({ schema: renameOrganizationRequest }) change: { name: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationView> {
    return this.organizations.rename(idOrNobodys(id), change, await this.organization.call(exchange));
  }

  @Get(':id/applications')
  @OrganizationEndpoint({
    summary: 'What members sign in to',
    description: 'The applications of the installation. What holds at one of them comes with the policy.',
    reply: [200, 'OrganizationApplications', organizationExamples.applications],
  })
  async applications(
    @Param('id') id: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationApplications> {
    return this.organizations.applications(idOrNobodys(id), await this.organization.call(exchange));
  }

  @Get(':id/activity')
  @OrganizationEndpoint({
    summary: 'What happened in an organization, the newest first',
    description: 'Send `nextCursor` of one page as `cursor` for the next.',
    query: activityQuery,
    reply: [200, 'OrganizationActivityPage', organizationExamples.activity],
  })
  async activity(
    @Param('id') id: string,
    @Query({ schema: activityQuery }) query: ActivityQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationActivityPage> {
    return this.organizations.activity(idOrNobodys(id), query, await this.organization.call(exchange));
  }
}
