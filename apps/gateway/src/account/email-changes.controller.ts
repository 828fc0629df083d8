import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { confirmEmailRequest, type ConfirmedEmail } from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { Endpoint } from '../api-reference/endpoint.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { OwnAccount } from '../services/own-account.js';

@Controller('v1/email-changes')
export class EmailChangesController {
  constructor(
    private readonly account: OwnAccount,
    private readonly limits: Limits,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Account',
    summary: 'Confirm a new e-mail address with the token from its link',
    body: accountExamples.token,
    reply: [200, 'ConfirmedEmail', accountExamples.confirmedEmail],
    problems: ['link.unknown', 'link.spent', 'link.expired', 'request.rate_limited'],
  })
  async confirm(
    @Body({ schema: confirmEmailRequest }) { token }: { token: string },
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<ConfirmedEmail> {
    await this.limits.link(source);
    return this.account.confirmEmailChange(token, client);
  }
}
