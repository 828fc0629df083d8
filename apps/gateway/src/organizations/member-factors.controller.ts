import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { FactorResetView, MemberFactors } from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { administrationExamples } from '../api-reference/more-examples.js';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import type { SubjectCall } from '../services/calls.js';
import { Organizations } from '../services/organizations.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentOrganization } from './current-organization.js';

const problems = ['member.not_found', 'member.protected', 'session.step_up_required'] as const;

/** What an administrator or support can do for a member who has lost every sign-in method (S13). */
@Controller('v1/organizations/:id/members/:accountId')
export class MemberFactorsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly organizations: Organizations,
    private readonly factors: OwnFactors,
  ) {}

  @Get('factors')
  @OrganizationEndpoint({
    summary: 'The sign-in methods of a member, masked',
    reply: [200, 'MemberFactors', organizationExamples.memberFactors],
    problems: [...problems],
  })
  async list(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberFactors> {
    return this.factors.list(await this.subject(id, accountId, exchange));
  }

  @Post('factor-reset')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Begin to reset all sign-in methods of a member',
    description:
      'Every address of the account is told at once; it takes effect a day later, unless it is stopped here or by the person. Asking again answers with the reset that waits.',
    body: {},
    reply: [200, 'FactorReset', administrationExamples.factorReset],
    problems: [...problems],
  })
  async requestReset(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FactorResetView> {
    return this.factors.requestReset(await this.subject(id, accountId, exchange));
  }

  @Delete('factor-reset')
  @HttpCode(204)
  @OrganizationEndpoint({
    summary: 'Stop a reset that has not taken effect',
    reply: [204],
    problems: [...problems],
  })
  async stopReset(
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<void> {
    await this.factors.stopReset(await this.subject(id, accountId, exchange));
  }

  private async subject(id: string, accountId: string, exchange: Exchange): Promise<SubjectCall> {
    const call = await this.organization.call(exchange);
    const { subjectToken } = await this.organizations.subjectOf(idOrNobodys(id), idOrNobodys(accountId), call);
    return { ...exchange.client, subjectToken };
  }
}
