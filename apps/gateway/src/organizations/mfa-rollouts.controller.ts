import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  pageQuery,
  rolloutFailureReason,
  type PageQuery,
  type RolloutFailures,
  type RolloutList,
  type RolloutView,
} from '@postern/contracts';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { MfaRollouts } from '../services/mfa-administration.js';
import { CurrentSession } from '../session/current-session.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations/:id/mfa-rollouts')
export class MfaRolloutsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly organization: CurrentOrganization,
    private readonly rollouts: MfaRollouts,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'Rollouts, the newest first',
    reply: [200, 'RolloutList', mfaExamples.rollouts],
  })
  async list(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<RolloutList> {
    return this.rollouts.list(await this.organization.administration('read', id, exchange));
  }

  @Post()
  @HttpCode(202)
  @OrganizationEndpoint({
    summary: 'Turn MFA on for everyone',
    description:
      'It is required from this moment on, at the next sign-in and of those who are signed in. Preparing and telling each member goes on afterwards. Where a rollout is under way already, that one comes with the problem, as `rollout`.',
    body: {},
    reply: [202, 'Rollout', mfaExamples.begun],
    problems: ['session.step_up_required', 'rollout.running'],
  })
  async begin(
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    return this.rollouts.begin(await this.organization.administration('change', id, exchange));
  }

  @Get(':rolloutId')
  @OrganizationEndpoint({
    summary: 'How far a rollout has come',
    reply: [200, 'Rollout', mfaExamples.rollout],
    problems: ['rollout.not_found'],
  })
  async show(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    const call = await this.organization.administration('read', id, exchange);
    return this.rollouts.show(idOrNobodys(rolloutId), call);
  }

  @Get(':rolloutId/failures')
  @OrganizationEndpoint({
    summary: 'The members who could not be prepared, and why',
    query: pageQuery,
    reply: [200, 'RolloutFailures', mfaExamples.failures],
    problems: ['rollout.not_found'],
  })
  async failures(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @Query({ schema: pageQuery }) page: PageQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutFailures> {
    const { call, account } = await this.session.of(exchange);
    const word = await this.organization.word({ permission: 'read' }, id, call);
    const { failures, nextCursor } = await this.rollouts.failures(idOrNobodys(rolloutId), page, word);
    const said = failures.map((one) => ({ ...one, reason: rolloutFailureReason(one.code, account.locale) }));
    return { failures: said, nextCursor };
  }
}
