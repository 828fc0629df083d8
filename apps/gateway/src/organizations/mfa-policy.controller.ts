import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  changeMfaPolicyRequest,
  mfaDryRunRequest,
  mfaPolicyQuery,
  type ChangeMfaPolicyRequest,
  type MfaDryRun,
  type MfaDryRunRequest,
  type MfaPolicyView,
} from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { MfaPolicies } from '../services/mfa-administration.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations/:id/mfa-policy')
export class MfaPolicyController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly policies: MfaPolicies,
    private readonly limits: OrganizationLimits,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'What the organization asks of second factors, and what holds',
    description:
      'Of all that applies the strictest holds; `effective` says where each value comes from. `application`: for signing in to that one, by its slug.',
    query: mfaPolicyQuery,
    reply: [200, 'MfaPolicyView', mfaExamples.policyView],
    problems: ['application.unknown'],
  })
  async read(
    @Param('id') id: string,
    @Query({ schema: mfaPolicyQuery }) { application }: { application?: string },
    @CurrentExchange() exchange: Exchange,
  ): Promise<MfaPolicyView> {
    return this.policies.read(await this.organization.administration('read', id, exchange, application));
  }

  @Put()
  @OrganizationEndpoint({
    summary: 'Say anew what the organization asks of second factors',
    description:
      'It holds at once, also for those who are signed in. Where MFA is required no more, a rollout that is under way ends. `revision`: of the policy that you have read; where somebody else has changed it since, nothing is saved.',
    body: mfaExamples.change,
    reply: [200, 'MfaPolicyView', mfaExamples.policyView],
    problems: ['session.step_up_required', 'policy.refused', 'policy.overtaken'],
  })
  async change(
    @Param('id') id: string,
    @Body({ schema: changeMfaPolicyRequest }) policy: ChangeMfaPolicyRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MfaPolicyView> {
    return this.policies.change(policy, await this.organization.administration('change', id, exchange));
  }

  @Post('dry-run')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Whom a policy would ask to set a method up',
    description: 'Changes nothing. Without `policy`: if MFA were required of everybody, and the rest as it is.',
    body: mfaExamples.dryRunRequest,
    reply: [200, 'MfaDryRun', mfaExamples.dryRun],
    problems: ['policy.refused'],
  })
  async dryRun(
    @Param('id') text: string,
    @Body({ schema: mfaDryRunRequest }) request: MfaDryRunRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MfaDryRun> {
    const id = idOrNobodys(text);
    const call = await this.organization.administration('read', id, exchange);
    await this.limits.report(id);
    return this.policies.dryRun(request, call);
  }
}
