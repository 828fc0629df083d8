import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  acceptInvitationRequest,
  readInvitationRequest,
  type OpenedInvitation,
  type OrganizationView,
} from '@postern/contracts';
import { Endpoint, OrganizationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Invitations } from '../services/organizations.js';
import { CurrentOrganization } from './current-organization.js';

/** For whoever has the link from an invitation. Its token is posted: what scans mail opens links, and accepts nothing by that. */
@Controller('v1/invitations')
export class OpenedInvitationsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly invitations: Invitations,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Organizations',
    summary: 'What the link in an invitation is about',
    body: organizationExamples.token,
    reply: [200, 'OpenedInvitation', organizationExamples.openedInvitation],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'request.rate_limited'],
  })
  async open(
    @Body({ schema: readInvitationRequest }) { token }: { token: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<OpenedInvitation> {
    await this.limits.link(exchange.source);
    return this.invitations.open(token, exchange.client);
  }

  @Post('acceptances')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Accept an invitation',
    description: 'Whoever is signed in becomes a member. The link works once.',
    body: organizationExamples.token,
    reply: [200, 'Organization', organizationExamples.joined],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'member.exists', 'member.limit'],
    anybody: true,
  })
  async accept(
    @Body({ schema: acceptInvitationRequest }) { token }: { token: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<OrganizationView> {
    const call = await this.organization.call(exchange);
    await this.limits.link(exchange.source);
    return this.invitations.accept(token, call);
  }
}
