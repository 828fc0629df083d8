import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { consumeEmailVerificationRequest, type ConsumedEmailVerification } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa } from '../services/mfa.js';

@Controller('v1/email-verifications')
export class EmailVerificationsController {
  constructor(
    private readonly mfa: Mfa,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Sign-in',
    summary: 'Verify an e-mail address with the token from its link',
    description:
      'The token alone is enough, so the link can be opened on any device. The waiting sign-in continues by itself.',
    body: examples.consumeEmailVerification,
    reply: [200, 'ConsumedEmailVerification', examples.consumedEmailVerification],
    problems: [
      'email_verification.unknown',
      'email_verification.spent',
      'email_verification.expired',
      'request.rate_limited',
    ],
  })
  async consume(
    @Body({ schema: consumeEmailVerificationRequest }) { token }: { token: string },
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<ConsumedEmailVerification> {
    await this.limits.link(source);
    return this.mfa.consumeEmailVerification(token, client);
  }
}
