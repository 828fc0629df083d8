import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import {
  changeMemberRequest,
  membersQuery,
  type MemberPage,
  type MembersQuery,
  type MemberView,
  type OrganizationRole,
} from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { Members } from '../services/members.js';
import { CurrentSession } from '../session/current-session.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations/:id/members')
export class MembersController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly members: Members,
    private readonly session: CurrentSession,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'Members, by username',
    description: '`query`: the beginning of a username, an e-mail address or a name.',
    query: membersQuery,
    reply: [200, 'MemberPage', organizationExamples.members],
  })
  async find(
    @Param('id') id: string,
    @Query({ schema: membersQuery }) query: MembersQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberPage> {
    return this.members.find(idOrNobodys(id), query, await this.organization.call(exchange));
  }

  @Delete('me')
  @HttpCode(204)
  @OrganizationEndpoint({
    summary: 'Leave an organization',
    description: 'Also with a session that is less than the organization asks for.',
    reply: [204],
    problems: ['organization.last_administrator'],
  })
  async leave(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    const { call } = await this.session.orShort(exchange);
    await this.members.remove(idOrNobodys(id), 'me', call);
  }

  @Get(':accountId')
  @OrganizationEndpoint({
    summary: 'One member',
    reply: [200, 'Member', organizationExamples.member],
    problems: ['member.not_found'],
  })
  async show(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberView> {
    return this.members.show(idOrNobodys(id), idOrNobodys(accountId), await this.organization.call(exchange));
  }

  @Put(':accountId')
  @OrganizationEndpoint({
    summary: 'Give a member another role',
    body: organizationExamples.changeMember,
    reply: [200, 'Member', organizationExamples.member],
    problems: ['session.step_up_required', 'member.not_found', 'organization.last_administrator'],
  })
  async change(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @Body({ schema: changeMemberRequest }) { role }: { role: OrganizationRole },
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberView> {
    const call = await this.organization.call(exchange);
    return this.members.change(idOrNobodys(id), idOrNobodys(accountId), role, call);
  }

  @Delete(':accountId')
  @HttpCode(204)
  @OrganizationEndpoint({
    summary: 'Remove a member',
    description: 'The account stays as it is: it belongs to the person.',
    reply: [204],
    problems: ['session.step_up_required', 'member.not_found', 'organization.last_administrator'],
  })
  async remove(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    await this.members.remove(idOrNobodys(id), idOrNobodys(accountId), await this.organization.call(exchange));
  }
}
