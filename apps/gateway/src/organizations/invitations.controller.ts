import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  inviteRequest,
  pageQuery,
  type InvitationPage,
  type InvitationView,
  type InviteRequest,
  type PageQuery,
} from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { Invitations } from '../services/organizations.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations/:id/invitations')
export class InvitationsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly invitations: Invitations,
    private readonly limits: OrganizationLimits,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'Invitations, the newest first',
    query: pageQuery,
    reply: [200, 'InvitationPage', organizationExamples.invitations],
  })
  async list(
    @Param('id') id: string,
    @Query({ schema: pageQuery }) page: PageQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<InvitationPage> {
    return this.invitations.list(idOrNobodys(id), page, await this.organization.call(exchange));
  }

  @Post()
  @OrganizationEndpoint({
    summary: 'Invite somebody by e-mail',
    description:
      'The link in it works once. Inviting the same address again sends another link, and voids the one before.',
    body: organizationExamples.invite,
    reply: [201, 'Invitation', organizationExamples.invitation],
    problems: ['session.step_up_required', 'member.exists', 'invitation.limit'],
  })
  async create(
    @Param('id') text: string,
    @Body({ schema: inviteRequest }) invitation: InviteRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<InvitationView> {
    const id = idOrNobodys(text);
    const call = await this.organization.allowed('change', id, exchange);
    await this.limits.invitation(id);
    return this.invitations.create(id, invitation, call);
  }

  @Delete(':invitationId')
  @HttpCode(204)
  @OrganizationEndpoint({
    summary: 'Withdraw an invitation',
    reply: [204],
    problems: ['session.step_up_required', 'invitation.not_found'],
  })
  async revoke(
    @Param('id') id: string,
    @Param('invitationId') invitationId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    const call = await this.organization.call(exchange);
    await this.invitations.revoke(idOrNobodys(id), idOrNobodys(invitationId), call);
  }
}
