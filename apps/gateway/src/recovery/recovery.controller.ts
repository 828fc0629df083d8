import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  forgotPasswordRequest,
  forgotUsernameRequest,
  openResetLinkRequest,
  type FlowView,
  type ForgotPasswordRequest,
} from '@postern/contracts';
import type { z } from 'zod';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { recoveryExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa } from '../services/mfa.js';
import { Recovery } from '../services/recovery.js';
import { FlowReplies } from '../sign-in/flow-replies.js';

const alike = 'The reply is the same, and as fast, whether or not there is such an account.';

@Controller('v1/recovery')
export class RecoveryController {
  constructor(
    private readonly recovery: Recovery,
    private readonly mfa: Mfa,
    private readonly replies: FlowReplies,
    private readonly limits: Limits,
  ) {}

  @Post('username')
  @HttpCode(202)
  @Endpoint({
    tag: 'Recovery',
    summary: 'Forgot the username: it comes by e-mail',
    description: alike,
    body: recoveryExamples.forgotUsername,
    reply: [202, 'Accepted', recoveryExamples.accepted],
    problems: ['request.rate_limited'],
  })
  async sendUsername(
    @Body({ schema: forgotUsernameRequest }) request: { email: string },
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<object> {
    await this.limits.recovery(source, request.email);
    await this.recovery.sendUsername(request, client);
    return {};
  }

  @Post('password')
  @HttpCode(202)
  @Endpoint({
    tag: 'Recovery',
    summary: 'Forgot the password: a link to a new one comes by e-mail',
    description: alike,
    body: recoveryExamples.forgotPassword,
    reply: [202, 'Accepted', recoveryExamples.accepted],
    problems: ['request.rate_limited'],
  })
  async sendPasswordReset(
    @Body({ schema: forgotPasswordRequest }) request: ForgotPasswordRequest,
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<object> {
    await this.limits.recovery(source, request.identifier);
    await this.recovery.sendPasswordReset(request, client);
    return {};
  }

  @Post('password/links')
  @HttpCode(200)
  @Endpoint({
    tag: 'Recovery',
    summary: 'Use the link to a new password',
    description:
      'It works once, and goes on like a sign-in, at `/v1/sign-ins/current`: the second factor where there is one, then `choose-password`.',
    body: recoveryExamples.openResetLink,
    reply: [200, 'Flow', examples.flow],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'request.rate_limited'],
  })
  async openLink(
    @Body({ schema: openResetLinkRequest }) { token, client: kind }: z.infer<typeof openResetLinkRequest>,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    await this.limits.link(exchange.source);
    const { subjectToken } = await this.recovery.openResetLink(token, exchange.client);
    return this.replies.begun(await this.mfa.startFlow({ subjectToken }, exchange.client), kind, exchange);
  }
}
