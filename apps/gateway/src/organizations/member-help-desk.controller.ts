import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { DeliveryList } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { Members } from '../services/members.js';
import { Deliveries } from '../services/notifications.js';
import { SessionChecks } from '../session/session-checks.js';
import { CurrentOrganization } from './current-organization.js';

const problems = ['member.not_found', 'member.protected', 'session.step_up_required'] as const;

/** Help for a member who cannot get in, or who is not alone there. Nobody sees or chooses a password or a code. */
@Controller('v1/organizations/:id/members/:accountId')
export class MemberHelpDeskController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly members: Members,
    private readonly messages: Deliveries,
    private readonly checks: SessionChecks,
  ) {}

  @Get('deliveries')
  @OrganizationEndpoint({
    summary: 'The last 50 messages to a member',
    description: 'The newest first, with masked destinations, and never what a message said.',
    reply: [200, 'DeliveryList', organizationExamples.deliveries],
    problems: ['member.not_found'],
  })
  async deliveries(
    @Param('id') id: string,
    @Param('accountId') text: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<DeliveryList> {
    const call = await this.organization.call(exchange);
    // That somebody is a member here, and that whoever asks may know it, is for identity to say.
    const { accountId } = await this.members.show(idOrNobodys(id), idOrNobodys(text), call);
    const deliveries = await this.messages.latest(accountId, exchange.client);
    if (!deliveries) throw new Problem('service.unavailable');
    return deliveries;
  }

  @Delete('sessions')
  @HttpCode(204)
  @OrganizationEndpoint({ summary: 'Sign a member out everywhere', reply: [204], problems: [...problems] })
  async endSessions(
    @Param('id') id: string,
    @Param('accountId') text: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    const accountId = idOrNobodys(text);
    await this.members.endSessions(idOrNobodys(id), accountId, await this.organization.call(exchange));
    this.checks.forgetAccount(accountId);
  }

  @Post('password-reset')
  @HttpCode(202)
  @OrganizationEndpoint({
    summary: 'Send a member the link to choose a new password',
    description: 'It leads through a second factor, as when the member had asked for it.',
    body: {},
    reply: [202, 'Accepted', { 'the link is on its way': {} }],
    problems: [...problems],
  })
  async sendPasswordReset(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<object> {
    const call = await this.organization.call(exchange);
    await this.members.sendPasswordReset(idOrNobodys(id), idOrNobodys(accountId), call);
    return {};
  }
}
