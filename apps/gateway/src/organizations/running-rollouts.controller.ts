import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { RolloutView } from '@postern/contracts';
import type { FastifyReply } from 'fastify';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { EventReplies } from '../edge/event-replies.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { MfaRollouts, type RolloutAction } from '../services/mfa-administration.js';
import { CurrentOrganization } from './current-organization.js';
import { RolloutProgress } from './rollout-progress.js';

const problems = ['session.step_up_required', 'rollout.not_found', 'rollout.state_refused'] as const;

/** What can be done with a rollout that has begun. */
@Controller('v1/organizations/:id/mfa-rollouts/:rolloutId')
export class RunningRolloutsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly rollouts: MfaRollouts,
    private readonly progress: RolloutProgress,
    private readonly replies: EventReplies,
  ) {}

  @Post('retry')
  @HttpCode(202)
  @OrganizationEndpoint({
    summary: 'Prepare those again who could not be, and only those',
    body: {},
    reply: [202, 'Rollout', mfaExamples.begun],
    problems: [...problems, 'rollout.not_required', 'rollout.running'],
  })
  retry(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    return this.act('retry', id, rolloutId, exchange);
  }

  @Post('pause')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Pause a rollout',
    description: 'What is under way ends. MFA stays required: that does not wait for a rollout.',
    body: {},
    reply: [200, 'Rollout', mfaExamples.paused],
    problems: [...problems],
  })
  pause(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    return this.act('pause', id, rolloutId, exchange);
  }

  @Post('resume')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Go on with a rollout that is paused',
    body: {},
    reply: [200, 'Rollout', mfaExamples.begun],
    problems: [...problems, 'rollout.not_required'],
  })
  resume(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    return this.act('resume', id, rolloutId, exchange);
  }

  @Post('cancel')
  @HttpCode(200)
  @OrganizationEndpoint({
    summary: 'Cancel a rollout',
    description: 'The members who are left are not told. MFA stays required until the policy is changed.',
    body: {},
    reply: [200, 'Rollout', mfaExamples.cancelled],
    problems: [...problems],
  })
  cancel(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RolloutView> {
    return this.act('cancel', id, rolloutId, exchange);
  }

  @Get('events')
  @OrganizationEndpoint({
    summary: 'Follow a rollout',
    description:
      'Server-sent events: an event `rollout` with how far it has come, now and as it goes on, until it is over. Reading it from time to time works too.',
    reply: [200, 'Rollout', mfaExamples.rollout, 'text/event-stream'],
    problems: ['rollout.not_found'],
  })
  async follow(
    @Param('id') id: string,
    @Param('rolloutId') rolloutId: string,
    @CurrentExchange() exchange: Exchange,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const call = await this.organization.call(exchange);
    await this.replies.give(call.sessionToken, exchange, reply, (ending) =>
      this.progress.follow(id, idOrNobodys(rolloutId), call, ending),
    );
  }

  private async act(action: RolloutAction, id: string, rolloutId: string, exchange: Exchange): Promise<RolloutView> {
    const call = await this.organization.administration('change', id, exchange);
    return this.rollouts.act(idOrNobodys(rolloutId), action, call);
  }
}
